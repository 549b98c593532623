"""Every accessibility claim of a book's package, with what in the book bears it out or does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish.artifacts.ebook import OPF, Ebook, Meta
from cjpublish.checks.accessibility.evidence import Evidence, counted, evidence, said, there
from cjpublish.checks.accessibility.features import FEATURES_SEEN, Judged
from cjpublish.checks.accessibility.pages import style_sheets
from cjpublish.checks.accessibility.pictures import State

__all__ = ["CONFORMANCE", "Claim", "certifiers", "claims", "claims_on", "conformance"]

CONFORMANCE = re.compile(r"EPUB Accessibility (?:1\.[1-9]|[2-9]\.\d) - WCAG (?:2\.\d|[3-9]\.\d) Level \S+")
"""EPUB Accessibility 1.1, 3.5.2."""
_OF_ACCESSIBILITY = re.compile(r"accessib|wcag|a11y", re.I)
_A_PERSON = "only a person can say whether it is true"
_UNREAD = "part of the book can't be read, so nothing bears it out yet"


@dataclass(frozen=True, slots=True)
class Claim:
    """One accessibility claim of a package."""

    property: str
    """`accessMode`, `accessModeSufficient`, `accessibilityFeature`, `accessibilityHazard`, …; `conformsTo`."""
    value: str
    """As written."""
    evidence: str
    """What was seen, in one plain sentence without its full stop."""
    holds: bool | None
    """Whether what was seen bears it out; None where only a person can say."""
    line: int = 0
    """Where the package document says it."""


def claims(ebook: Ebook) -> tuple[Claim, ...]:
    """Return every accessibility claim of the package, property by property, each with its evidence."""
    return claims_on(evidence(ebook))


def claims_on(seen: Evidence) -> tuple[Claim, ...]:
    """Return every accessibility claim of the package, given what was counted."""
    judges = {
        "accessMode": _mode,
        "accessModeSufficient": _sufficient,
        "accessibilityFeature": _feature,
        "accessibilityHazard": _hazard,
        "accessibilitySummary": _summary,
        "accessibilityAPI": _person,
        "accessibilityControl": _person,
    }
    found = [
        Claim(name, meta.value, *(judge(seen, meta.value) if seen.whole else (_UNREAD, None)), meta.line)
        for name, judge in judges.items()
        for meta in said(seen.ebook, name)
    ]
    return (*found, *_conformances(seen.ebook))


def conformance(ebook: Ebook) -> tuple[Meta, ...]:
    """Return what the package says it conforms to, as far as it speaks of accessibility."""
    links = (
        Meta("dcterms:conformsTo", link.get("href", ""), "", link.get("id", ""), link.sourceline or 0)
        for link in ebook.package.iterfind(f"{OPF}metadata/{OPF}link")
        if "dcterms:conformsTo" in link.get("rel", "").split()
    )
    return tuple(
        meta
        for meta in (*ebook.metadata, *links)
        if meta.property == "dcterms:conformsTo" and _OF_ACCESSIBILITY.search(meta.value)
    )


def certifiers(ebook: Ebook, conforming: Meta) -> tuple[Meta, ...]:
    """Return who is said to have evaluated what a statement of conformance claims."""
    found = [meta for meta in ebook.metadata if meta.property == "a11y:certifiedBy" and meta.value]
    mine = [meta for meta in found if meta.refines in {"", conforming.id}]
    return tuple(mine)


def _mode(seen: Evidence, value: str) -> Judged:
    if value == "textual":
        return f"{there(seen.words, 'word')} of text", seen.words > 0
    if value == "visual":
        meaningful = sum(picture.meaningful for picture in seen.pictures)
        films = seen.count("video", "canvas", "object", "embed", "iframe") + seen.bare_pictures
        if meaningful or films:
            number = counted(meaningful + films, "picture or film says", "pictures or films say")
            return f"{number} something that the text does not", True
        shown = len(seen.state(State.EMPTY, State.NAMELESS, State.DESCRIBED))
        if not shown:
            return "there is no picture but decoration", False
        return f"{counted(shown, 'picture')}: {_A_PERSON}", None
    if value == "auditory":
        if seen.media:
            return f"{counted(seen.media, 'sound or film is', 'sounds and films are')} part of the text", True
        if seen.narration.overlays:
            return "the only sound is narration, which adds a way to the text and no content of its own", None
        return "there is no sound", False
    return _A_PERSON, None


def _sufficient(seen: Evidence, value: str) -> Judged:
    modes = {part.strip() for part in value.split(",")}
    if modes == {"textual"}:
        nameless = [picture for picture in seen.state(State.NAMELESS) if not picture.cover]
        if nameless:
            return f"{counted(len(nameless), 'picture has', 'pictures have')} no text in its place", False
        if not seen.words:
            return "there is no text", False
        if seen.media:
            return f"{counted(seen.media, 'sound or film', 'sounds and films')}: {_A_PERSON}", None
        return f"the text can be read as text, and {FEATURES_SEEN['alternativeText'](seen)[0]}", True
    if modes == {"auditory"}:
        heard = seen.narration
        if not heard.overlays and seen.count("audio"):
            return f"{counted(seen.count('audio'), 'sound')}: {_A_PERSON}", None
        if heard.overlays and not heard.silent and not heard.enough:
            what = counted(heard.silent_pictures + heard.silent_code, "picture or passage of code is",
                           "pictures or passages of code are")  # fmt: skip
            return f"{what} not narrated", False
        return FEATURES_SEEN["synchronizedAudioText"](seen)
    if {"textual", "visual"} <= modes and (not seen.media or "auditory" in modes):
        return f"{counted(seen.words, 'word')} of text, {counted(len(seen.pictures), 'picture')}", True
    return _A_PERSON, None


def _feature(seen: Evidence, value: str) -> Judged:
    judge = FEATURES_SEEN.get(value.partition("/")[0])
    return judge(seen) if judge else (_A_PERSON, None)


def _hazard(seen: Evidence, value: str) -> Judged:
    moving = seen.count("video", "canvas", "iframe", "object", "embed", "script", "svg:animate", "svg:animateTransform")
    moving += sum(item.media_type == "image/gif" for item in seen.ebook.items)
    moving += sum(b"@keyframes" in style for _, style in style_sheets(seen.ebook))
    if (value == "none" or value.startswith("no")) and not moving and not seen.media:
        return "there is no film, no animation, no script and no sound but narration", True
    return f"{counted(moving + seen.count('audio'), 'part')} that can move, flash or sound: {_A_PERSON}", None


def _summary(_seen: Evidence, value: str) -> Judged:
    return f"it has {counted(len(value), 'character')}; {_A_PERSON}", None


def _person(_seen: Evidence, _value: str) -> Judged:
    return _A_PERSON, None


def _conformances(ebook: Ebook) -> Iterator[Claim]:
    for meta in conformance(ebook):
        by = certifiers(ebook, meta)
        if not by:
            yield Claim("conformsTo", meta.value, "nobody is named who evaluated it", False, meta.line)
        else:
            yield Claim("conformsTo", meta.value, f"evaluated by {by[0].value}; {_A_PERSON}", None, meta.line)
