"""The keys of publication.yaml, and those of a voice file that are the same."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

from cjpublish.config import Located, checked
from cjpublish.settings import categories, rules

__all__ = ["LANGUAGE_FIX", "NarrationFile", "PausesFile", "PublicationFile", "milliseconds"]

LANGUAGE_FIX = "write a BCP 47 tag, such as en, km or pt-BR"
_MILLISECONDS = "write milliseconds, from 0 to 10000"
_WEB_ADDRESS_FIX = (
    "write where dist/site/ will be on the web, such as https://example.org/my-book/; letters beyond a to z as a "
    "browser copies them: xn--… in the name, %… behind it"
)
_RATES = (22050, 24000, 44100, 48000)

Hazard = Literal[
    "none",
    "unknown",
    "flashing",
    "noFlashingHazard",
    "unknownFlashingHazard",
    "motionSimulation",
    "noMotionSimulationHazard",
    "unknownMotionSimulationHazard",
    "sound",
    "noSoundHazard",
    "unknownSoundHazard",
]
"""The values of schema:accessibilityHazard."""


def _hazards(values: tuple[str, ...]) -> str | None:
    alone = {"none", "unknown"} & set(values)
    if alone and len(values) > 1:
        return f"has '{min(alone)}', which stands alone"
    kinds = [value.lower().removeprefix("no").removeprefix("unknown")[:5] for value in values]
    return None if len(set(kinds)) == len(kinds) else "says two things about one hazard"


def _summary(text: str) -> str | None:
    return rules.filled(text) or (None if len(text) < 500 else f"has {len(text)} characters")


def _sample_rate(value: int) -> str | None:
    return None if value in _RATES else f"can't be {value}"


@dataclass(frozen=True, slots=True)
class PausesFile:
    """The key `pauses`: milliseconds of quiet after a part, or at a chapter's head and tail."""

    sentence: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a sentence."""
    paragraph: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a paragraph."""
    heading: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a heading."""
    figure: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a figure."""
    item: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After an item of a list."""
    cell: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a table's cell."""
    quote: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a block quotation."""
    note: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a note."""
    scene: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """At a thematic break."""
    head: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """Before a chapter."""
    tail: int | None = checked(rules.pause, _MILLISECONDS, default=None)
    """After a chapter."""


def milliseconds(pauses: PausesFile) -> tuple[tuple[str, int], ...]:
    """Return the pauses that are set, by name."""
    named = ((each.name, getattr(pauses, each.name)) for each in fields(pauses))
    return tuple((name, value) for name, value in named if value is not None)


@dataclass(frozen=True, slots=True)
class AccessibilityFile:
    """The key `accessibility`."""

    summary: str | None = checked(_summary, "write one to 499 characters", default=None)
    """For schema:accessibilitySummary."""
    hazards: tuple[Hazard, ...] = checked(_hazards, "write `none` alone, or one value for each kind", default=("none",))
    """schema:accessibilityHazard."""
    certifier: str | None = checked(rules.filled, default=None)
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
    granularity: Literal["sentence", "word"] = "sentence"
    """What a read-along highlights."""
    loudness: Literal["podcast", "acx", "broadcast"] = "podcast"
    """The loudness profile."""
    sample_rate: int | None = checked(_sample_rate, f"one of {', '.join(map(str, _RATES))}", default=None)
    """Hz."""
    pauses: PausesFile = field(default_factory=PausesFile)
    """Milliseconds, by name."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """The key `site`."""

    url: str | None = checked(rules.web_address, _WEB_ADDRESS_FIX, default=None)
    """Where the site will be."""


@dataclass(frozen=True, slots=True)
class PodcastFile:
    """The key `podcast`."""

    category: str = checked(categories.category, categories.CATEGORY_FIX, default="Arts > Books")
    """A category of Apple Podcasts, and after ` > ` one within it."""
    explicit: bool = False
    """Whether directories shall warn of it."""
    owner: str | None = checked(rules.filled, default=None)
    """Who answers for the feed."""
    email: str | None = checked(rules.email, "write one address, or delete the line", default=None)
    """Where directories write to."""
    guid: str | None = checked(rules.uuid, "take it from `podcast:guid` in the feed as it was", default=None)
    """What the feed is known by, where its address has changed."""


@dataclass(frozen=True, slots=True)
class PublicationFile:
    """publication.yaml."""

    title: str = checked(rules.filled, "write the title behind the colon", required=True, default="Untitled")
    """The main title."""
    subtitle: str | None = None
    """The rest of it."""
    authors: tuple[str, ...] = checked(rules.each_filled, "delete the empty item", default=())
    """In order."""
    language: str | None = checked(rules.language, LANGUAGE_FIX, default=None)
    """BCP 47."""
    publisher: str | None = None
    """Who publishes it."""
    date: str | None = checked(rules.day, "write it as 2026-11-24, 2026-11 or 2026", default=None)
    """When it was published."""
    modified: str | None = checked(rules.moment, "write it as 2026-11-24 or 2026-11-24T08:00:00Z", default=None)
    """When it was last changed."""
    identifier: str | None = checked(
        rules.uri, "write it with its scheme, such as urn:isbn:9780000000002 or https://…", default=None
    )
    """A URI."""
    rights: str | None = None
    """In plain words."""
    source: str | None = None
    """What it was made from."""
    page_source: str | None = checked(
        rules.filled, "write the printed edition's urn:isbn:…, or its publisher, year and edition", default=None
    )
    """The edition whose pages are marked in the text."""
    subjects: tuple[str, ...] = checked(rules.each_filled, "delete the empty item", default=())
    """Topics."""
    description: str | None = None
    """For catalogues."""
    cover: str | None = checked(rules.filled, "delete the line, and a cover is drawn", default=None)
    """A picture, relative to manuscript/."""
    slug: str | None = checked(rules.slug, "write lower-case letters a to z, digits and single hyphens", default=None)
    """The stem of files in dist/."""
    content_note: Located | None = field(
        default=None, metadata={"check": rules.passage, "fix": "write the note, or delete the line"}
    )
    """Markdown."""
    truncated: bool = False
    """Whether the text breaks off before its end."""
    accessibility: AccessibilityFile = field(default_factory=AccessibilityFile)
    """What only a person can say."""
    narration: NarrationFile = field(default_factory=NarrationFile)
    """Who says what."""
    editions: tuple[str, ...] = ()
    """What is made."""
    site: SiteFile = field(default_factory=SiteFile)
    """Where it stands on the web."""
    podcast: PodcastFile = field(default_factory=PodcastFile)
    """What its feed says."""
    chapters: tuple[str, ...] = checked(rules.each_filled, "delete the empty item", default=())
    """Files in order, relative to manuscript/."""
