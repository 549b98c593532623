"""Text that was read in a picture and is said nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.checks.pictures.drawn_text import UNTOLD
from cjpublish.checks.pictures.facts import examined
from cjpublish.checks.pictures.figures import Placed, placed
from cjpublish.checks.pictures.lettering.lines import Line
from cjpublish.checks.pictures.lettering.words import Told, is_readable, matters, words
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Publication, Resource, inline_text

__all__ = ["check"]

UNSAID = Check(
    "P38",
    "unsaid-words",
    Severity.NOTE,
    "A picture may hold words that nothing said of it holds",
    "If they matter, who can't see the picture misses them; a sign in a street need not be told.",
    "say them in the alternative text or the description, if they matter",
    "WCAG 2.2, 1.1.1 Non-text Content (A)",
)
_SURE = 0.95
"""Certainty from which a line counts."""
_TEXT = 5
"""Words from which lines are a text and no sign."""
_FEW, _LONG = 3, 9
"""Words that matter, or letters of one alone, from which they are worth a note."""
_BY_CHANCE = 0.1
"""Share of the words of a long text that anything said of it holds."""
_PROSE = 4
"""Words in each of two lines that make out a page even in a photograph."""
_SHOWN = 3
"""Lines that a message names."""
_CJK = {"zh", "ja"}


def check(publication: Publication, read: Mapping[str, Sequence[Line]]) -> Iterator[Finding]:
    """Yield at most one finding a picture; `read` has the lines of each that was read, by its resource's path."""
    by_path: dict[str, list[Placed]] = {}
    for one in placed(publication):
        by_path.setdefault(one.figure.image, []).append(one)
    for resource in publication.resources:
        lines = _sure(read.get(resource.path, ()), publication.metadata.language)
        is_cover = resource.path == publication.metadata.cover
        told = " ".join(map(_told, by_path.get(resource.path, ())))
        if is_cover:
            told += _of_cover(publication)
        if lines and is_readable(told):
            yield from _untold(lines, Told.of(told), resource, is_cover)


def _untold(lines: Sequence[Line], told: Told, resource: Resource, is_cover: bool) -> Iterator[Finding]:
    missing = {line.text: words(line.text) for line in lines if not _is_told(line, told)}
    every = [word for line in lines for word in words(line.text) if matters(word)]
    left = [word for word in chain(*missing.values()) if matters(word)]
    if len(left) < _FEW and not any(len(word) >= _LONG for word in left):
        return
    named = ", ".join(f"'{text[:40]}'" for text in list(missing)[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    message = f"the picture '{resource.path}' holds text that nothing said of it holds: {named}{more}"
    is_text = len(left) >= _FEW and sum(map(len, missing.values())) >= _TEXT
    hardly_told = sum(map(told.holds, every)) <= _BY_CHANCE * len(every)
    is_text = is_text and hardly_told and not is_cover and _is_meant(list(missing.values()), resource)
    yield (UNTOLD if is_text else UNSAID).found(message, Source(f"manuscript/{resource.path}"))


def _is_meant(lines: Sequence[Sequence[str]], resource: Resource) -> bool:
    """Tell whether a text is what a picture is about: a page of it, or a drawing's labels, and no sign in a street."""
    if sum(len(line) >= _PROSE for line in lines) >= 2:
        return True
    return examined(resource.file.read_bytes(), resource.media_type).drawn


def _is_told(line: Line, told: Told) -> bool:
    """Tell whether most words of a line that matter are told."""
    wanted = [word for word in words(line.text) if matters(word)]
    return 2 * sum(map(told.holds, wanted)) >= len(wanted)


def _sure(lines: Sequence[Line], language: str) -> list[Line]:
    """Return the lines that were surely read; Chinese characters elsewhere are mostly patterns taken for them."""
    sure = [line for line in lines if line.certainty >= _SURE]
    if primary(language) in _CJK:
        return sure
    return [line for line in sure if all(word.isascii() for word in words(line.text))]


def _told(one: Placed) -> str:
    return " ".join((one.told, *(inline_text(each.inlines) for each in one.figure.credit)))


def _of_cover(publication: Publication) -> str:
    metadata = publication.metadata
    said = (metadata.title, metadata.subtitle, *metadata.authors, *metadata.narrators, metadata.publisher)
    return " ".join(filter(None, (*said, metadata.date, metadata.description, metadata.cover_alt)))
