"""The pictures of a finished e-book, whoever made it: the same rules for what is said of them and for their files.

That an alternative text is missing, a file name or a placeholder is the accessibility family's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.pictures import declared
from cjpublish.checks.pictures.covers import cover
from cjpublish.checks.pictures.facts import examined
from cjpublish.checks.pictures.images import Image, images
from cjpublish.checks.pictures.judged import judged
from cjpublish.checks.pictures.sayings import said
from cjpublish.checks.pictures.seen import on_black
from cjpublish.checks.pictures.stored import DAMAGED, SMALL
from cjpublish.errors import Finding, Severity
from cjpublish.settings.alt import alt_findings, bare

__all__ = ["check", "damaged"]

_KNOWN = {
    each.name: each
    for each in (
        declared.TO_DO,
        declared.UNDESCRIBED,
        declared.SAYS_IMAGE,
        declared.LONG,
        declared.REPEATS_CAPTION,
        declared.FEW_WORDS,
        declared.NO_STOP,
    )
}
_MILDER = {
    declared.UNDESCRIBED.code: Severity.WARNING,
    declared.FEW_WORDS.code: Severity.NOTE,
    declared.NO_STOP.code: Severity.NOTE,
    SMALL.code: Severity.NOTE,
}
"""What matters less than in a manuscript: others may describe a chart in the text around it, or mean a small sign."""
_BRIEF = {declared.FEW_WORDS.name, declared.NO_STOP.name}
"""What is no fault of a sign within a line."""
_RASTER = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_PICTURES = {*_RASTER, "image/svg+xml"}
_MOST_BYTES = 40_000_000
"""Of a file that is looked into."""
_GROUND = re.compile(r"\b(?:img|svg|picture)\b[^{},]*(?:,[^{}]*)?\{[^{}]*\bbackground", re.IGNORECASE)


def check(ebook: Ebook) -> Iterator[Finding]:
    """Yield what is wrong with an e-book's pictures: at most one finding of a kind."""
    found = list(images(ebook))
    sayings = (finding for image in found if image.alt for finding in _saying(image))
    for finding in _gathered(chain(sayings, _twice(ebook, found), _files(ebook, found))):
        yield replace(finding, severity=_MILDER.get(finding.code, finding.severity))


def damaged(ebook: Ebook) -> Iterator[Finding]:
    """Yield each picture of an e-book that can't be shown: all to ask of copies of pictures already judged."""
    for item in ebook.items:
        if item.media_type in _RASTER and ebook.archive.has(item.name):
            facts = examined(ebook.archive.read(item.name), item.media_type)
            if facts.damage:
                yield DAMAGED.found(facts.damage, ebook.place(item.name))


def _saying(image: Image) -> Iterator[Finding]:
    for finding in alt_findings(image.alt, image.place, described=image.explained, caption=image.caption):
        known = _KNOWN.get(finding.code)
        one_word = len(image.alt.split()) < 2
        if not known or (finding.code in _BRIEF and image.inline) or (known is declared.TO_DO and one_word):
            continue
        yield known.found(finding.message, finding.source, fix=_fix(known.fix))
    beside = () if image.inline else image.beside
    yield from said(image.alt, image.place, language=image.language, beside=beside, description=image.described)


def _fix(fix: str) -> str:
    """Return advice to someone who may have no manuscript."""
    return fix.replace("add `description:`", "add a long description, named by `aria-details`,")


def _gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first finding of each kind, and say how many more there are."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for first, *others in by_code.values():
        more = f" (and {len(others)} more)" if others else ""
        yield replace(first, message=first.message + more)


def _twice(ebook: Ebook, found: Sequence[Image]) -> Iterator[Finding]:
    """Yield one finding for an alternative text that pictures of different content share."""
    first: dict[str, Image] = {}
    for image in found:
        text = bare(image.alt)
        earlier = first.setdefault(text, image) if text and not image.inline else image
        if earlier.name != image.name and _content(ebook, earlier.name) != _content(ebook, image.name):
            yield declared.TWICE.found(f"this is the alternative text of '{earlier.name}' too", image.place)
            return


def _content(ebook: Ebook, name: str) -> bytes:
    return ebook.archive.read(name) if ebook.archive.has(name) else name.encode()


def _files(ebook: Ebook, found: Sequence[Image]) -> Iterator[Finding]:
    by_name: dict[str, list[Image]] = {}
    for image in found:
        by_name.setdefault(image.name, []).append(image)
    sizes = {entry.filename: entry.file_size for entry in ebook.entries}
    hazards = tuple(value for value in ebook.values("schema:accessibilityHazard") if not value.startswith("no"))
    has_ground = _has_ground(ebook)
    for item in ebook.items:
        if item.media_type not in _PICTURES or sizes.get(item.name, _MOST_BYTES) >= _MOST_BYTES:
            continue
        facts = examined(ebook.archive.read(item.name), item.media_type)
        if facts.damage and item.media_type == "image/svg+xml":
            continue  # the book's parts that are no XML are told by those who look at the book
        place = ebook.place(item.name)
        is_cover = "cover-image" in item.properties
        if is_cover and item.media_type != "image/svg+xml":
            yield from cover(facts, item.media_type, item.name, place)
        uses = [] if is_cover else [image for image in by_name.get(item.name, ()) if image.alt]
        told = " ".join(image.told for image in uses) if uses else None
        described = any(image.explained for image in uses)
        alt = uses[0].alt if uses else ""
        language = uses[0].language if uses else ebook.language
        yield from judged(
            facts, item.name, place, alt=alt, told=told, described=described, language=language, hazards=hazards
        )
        if uses and not has_ground and not all(image.inline for image in uses):
            yield from on_black(facts, item.name, place)


def _has_ground(ebook: Ebook) -> bool:
    """Tell whether a style sheet gives pictures a background of their own."""
    sheets = (item.name for item in ebook.items if item.media_type == "text/css" and ebook.archive.has(item.name))
    return any(_GROUND.search(ebook.archive.read(name).decode("utf-8", "replace")) for name in sheets)
