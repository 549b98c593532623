"""The keys of publication.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from cjpublish.config import Located, checked

__all__ = ["PAUSE_KEYS", "NarrationFile", "PublicationFile", "pause_problem"]

PAUSE_KEYS = (
    "sentence", "paragraph", "heading", "figure", "item", "cell", "quote", "note", "scene", "head", "tail",
)  # fmt: skip
"""The pauses that may be set, in milliseconds."""

_RATES = (22050, 24000, 44100, 48000)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|x(-[A-Za-z0-9]{1,8})+")
_HAZARDS = {
    "none", "unknown", "flashing", "noFlashingHazard", "unknownFlashingHazard", "motionSimulation",
    "noMotionSimulationHazard", "unknownMotionSimulationHazard", "sound", "noSoundHazard", "unknownSoundHazard",
}  # fmt: skip


def _filled(text: str) -> str | None:
    return None if text.strip() else "this is empty"


def _language(text: str) -> str | None:
    return None if _LANGUAGE.fullmatch(text) else f"'{text}' is not a language tag such as en, fr or pt-BR"


def _date(text: str) -> str | None:
    try:
        date.fromisoformat(text + ("-01-01", "-01", "")[min(text.count("-"), 2)])
    except ValueError:
        return f"'{text}' is not a date such as 2026-11-24, 2026-11 or 2026"
    return None


def _moment(text: str) -> str | None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return f"'{text}' is not a date such as 2026-11-24 or 2026-11-24T08:00:00Z"
    return None


def _slug(text: str) -> str | None:
    good = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text)
    return None if good else "a slug is lower-case letters, digits and single hyphens"


def _hazards(values: tuple[str | None, ...]) -> str | None:
    unknown = [value for value in values if value not in _HAZARDS]
    if unknown:
        return f"'{unknown[0]}' is not a hazard; known are {', '.join(sorted(_HAZARDS))}"
    alone = {"none", "unknown"} & set(values)
    return f"'{alone.pop()}' stands alone" if alone and len(values) > 1 else None


def _summary(text: str) -> str | None:
    return None if len(text) < 500 else f"this has {len(text)} characters; at most 499 are read out in full"


def _sample_rate(value: int) -> str | None:
    return None if value in _RATES else f"{value} is not one of {', '.join(map(str, _RATES))}"


def pause_problem(pauses: dict[str, int]) -> str | None:
    """Say what is wrong with a mapping of pauses in milliseconds."""
    for name, value in pauses.items():
        if name not in PAUSE_KEYS:
            return f"there is no pause '{name}'; known are {', '.join(PAUSE_KEYS)}"
        if value is not None and not 0 <= value <= 10_000:
            return f"'{name}' is {value}; a pause is 0 to 10000 milliseconds"
    return None


@dataclass(frozen=True, slots=True)
class AccessibilityFile:
    """The key `accessibility`."""

    summary: str | None = checked(_summary, default=None)
    """For schema:accessibilitySummary."""
    hazards: tuple[str, ...] = checked(_hazards, default=("none",))
    """schema:accessibilityHazard."""
    certifier: str | None = None
    """Who evaluated the publication against EPUB Accessibility 1.1."""


@dataclass(frozen=True, slots=True)
class NarrationFile:
    """The key `narration`."""

    text: str | None = None
    """The voice of running text."""
    headings: str | None = None
    """The voice of headings."""
    quotes: str | None = None
    """The voice of block quotations."""
    descriptions: str | None = None
    """The voice of figures."""
    notes: Literal["chapter-end", "skip"] = "chapter-end"
    """Where notes are heard."""
    loudness: Literal["podcast", "acx", "broadcast"] = "podcast"
    """The loudness profile."""
    sample_rate: int | None = checked(_sample_rate, default=None)
    """Hz."""
    pauses: dict[str, int] = checked(pause_problem, default_factory=dict)
    """Milliseconds, by name."""


@dataclass(frozen=True, slots=True)
class PublicationFile:
    """publication.yaml."""

    title: str = checked(_filled)
    """The main title."""
    subtitle: str | None = None
    """The rest of it."""
    authors: tuple[str, ...] = ()
    """In order."""
    language: str | None = checked(_language, default=None)
    """BCP 47."""
    publisher: str | None = None
    """Who publishes it."""
    date: str | None = checked(_date, default=None)
    """When it was published."""
    modified: str | None = checked(_moment, default=None)
    """When it was last changed."""
    identifier: str | None = checked(_filled, default=None)
    """A URI."""
    rights: str | None = None
    """In plain words."""
    source: str | None = None
    """What it was made from."""
    subjects: tuple[str, ...] = ()
    """Topics."""
    description: str | None = None
    """For catalogues."""
    cover: str | None = None
    """A picture, relative to manuscript/."""
    slug: str | None = checked(_slug, default=None)
    """The stem of files in dist/."""
    content_note: Located | None = None
    """Markdown."""
    accessibility: AccessibilityFile = field(default_factory=AccessibilityFile)
    """What only a person can say."""
    narration: NarrationFile = field(default_factory=NarrationFile)
    """Who says what."""
    editions: tuple[str, ...] = ()
    """What is made."""
    chapters: tuple[str, ...] = ()
    """Files in order, relative to manuscript/."""
