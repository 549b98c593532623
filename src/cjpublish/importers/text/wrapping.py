"""Hard wraps undone: lines that were broken at a column's edge become paragraphs again, and divided words whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.text.lines import Line

__all__ = ["unwrapped"]

_NARROWEST, _WIDEST = 30, 120
"""Columns that lines are wrapped at."""
_ENOUGH = 2
"""Lines that must break off within a sentence before a text counts as wrapped."""
_BEYOND = 0.1
"""The share of a wrapped text that may stand in longer lines."""
_SLACK = 6
"""Columns that a first word may fall short of the edge by and still have been broken off by it."""
_ENDS = re.compile(r"[.!?…。！？।؟።:;][\"'”’»)\]*_]*$")
_HYPHENS = "-\u2010\u00ad"
_DIVIDED = re.compile(rf"(?P<head>[^\W\d_]{{2,}})[{_HYPHENS}]$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD_AT_MOST = 60
"""Letters of the longest word."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Divided:
    """A word that was divided at a line's end."""

    line: int
    """Where."""
    head: str
    """What stood before the hyphen."""
    tail: str
    """What stood on the next line."""


def unwrapped(lines: Sequence[Line], original: Original) -> tuple[list[Line], list[Finding]]:
    """Return the lines with each paragraph on one, and what was joined.

    A line goes on in the next where that one's first word would not have fitted on it, or where both break a sentence
    in two. A hyphen at a line's end is dropped if the text has the word without it elsewhere, or divides words often
    and never has this one with it.
    """
    width = _width(lines)
    if not width:
        return [replace(line, text=line.text.rstrip("\u00ad")) for line in lines], []
    paragraphs = list(_paragraphs(lines, width))
    solid = _solid(lines, paragraphs)
    joined = [_joined(paragraph, solid) for paragraph in paragraphs]
    count = sum(len(paragraph) for paragraph in paragraphs if len(paragraph) > 1)
    message = f"{count} lines that were broken at {width} columns were joined to paragraphs"
    findings = [Finding("joined-lines", Severity.NOTE, message, original.place(lines[0].number))] if count else []
    return joined, [*findings, *_told(solid, original)]


def _width(lines: Sequence[Line]) -> int:
    """Return the column that lines are wrapped at; 0 where they are not."""
    broken = [
        line.width
        for line, after in pairwise(lines)
        if after.follows and not after.marker and line.width >= _NARROWEST and _breaks(line, after)
    ]
    if len(broken) < _ENOUGH:
        return 0
    broken.sort()
    edge = broken[int(len(broken) * 0.95)]
    near = sum(1 for width in broken if edge - 20 <= width <= edge + _SLACK)
    beyond = sum(line.width for line in lines if line.width > edge + _SLACK)
    most = beyond < _BEYOND * sum(line.width for line in lines)
    return edge if edge <= _WIDEST and near >= len(broken) * 0.6 and most else 0


def _breaks(line: Line, after: Line) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    if _WIDE.match(after.text):
        return not _ENDS.search(line.text) and abs(line.width - after.width) < 3
    return not _ENDS.search(line.text) and after.text[0].islower()


def _paragraphs(lines: Sequence[Line], width: int) -> Iterator[list[Line]]:
    current: list[Line] = []
    for line in lines:
        if current and not _goes_on(current, line, width):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _goes_on(current: Sequence[Line], line: Line, width: int) -> bool:
    before = current[-1]
    if not line.follows or before.separates or line.separates or before.width > width + _SLACK:
        return False
    if line.marker == ">" == before.marker:
        return before.width + 1 + len(line.text.split(" ", 1)[0]) > width - _SLACK
    if line.marker and not (_breaks(before, line) and before.width > width - _SLACK):
        return False
    hangs = bool(current[0].marker) or len(current) > 1
    if (line.indent > before.indent and not hangs) or (line.indent > before.indent + 4 and len(current) > 1):
        return False
    fits = before.width + 1 + len(line.text.split(" ", 1)[0]) <= width - _SLACK
    return not fits or (_breaks(before, line) and before.width > width * 0.6)


def _solid(lines: Sequence[Line], paragraphs: Sequence[Sequence[Line]]) -> set[_Divided]:
    """Return the divided words that are written without a hyphen."""
    divided = [found for paragraph in paragraphs for found in _divided(paragraph)]
    if not divided:
        return set()
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    sure = {one: _compared(words, one) for one in divided}
    often = len(divided) > len(lines) * 0.02 and sum(1 for value in sure.values() if value > 0) >= sum(
        1 for value in sure.values() if value < 0
    )
    return {one for one, value in sure.items() if value > 0 or (often and value == 0)}


def _divided(paragraph: Sequence[Line]) -> Iterator[_Divided]:
    for line, after in pairwise(paragraph):
        head, tail = _division(line.text), _FIRST.match(after.text[:_WORD_AT_MOST])
        if head and tail and tail[0].islower():
            yield _Divided(line.number, head["head"], tail[0])


def _division(text: str) -> re.Match[str] | None:
    """Return the part of a word that a line ends with and its hyphen; None where it ends with no hyphen."""
    return _DIVIDED.search(text[-_WORD_AT_MOST:]) if text[-1] in _HYPHENS else None


def _compared(words: Counter[str], one: _Divided) -> int:
    """Return above 0 where the text has the word elsewhere in one, below 0 where it has it with its hyphen."""
    head, tail = one.head.lower(), one.tail.lower()
    return words[head + tail] - words[f"{head}-{tail}"]


def _joined(paragraph: Sequence[Line], solid: set[_Divided]) -> Line:
    first = paragraph[0]
    if len(paragraph) == 1:
        return replace(first, text=first.text.rstrip("\u00ad"))
    parts = [first.text]
    by_line = {one.line: one for one in _divided(paragraph)}
    for line, after in pairwise(paragraph):
        text = after.written if after.marker != ">" else after.text
        one = by_line.get(line.number)
        if one and (one in solid or parts[-1].endswith("\u00ad")):
            parts[-1] = parts[-1][:-1]
        elif not (one or _division(line.text) or (_WIDE.match(text) and _WIDE.match(parts[-1][-1]))):
            parts.append(" ")
        parts.append(text)
    return replace(first, text="".join(parts), width=max(line.width for line in paragraph))


def _told(solid: set[_Divided], original: Original) -> list[Finding]:
    if not solid:
        return []
    first = sorted(solid, key=lambda one: one.line)
    shown = ", ".join(one.head + one.tail for one in first[:_SHOWN]) + (", …" if len(first) > _SHOWN else "")
    message = f"{len(first)} words that were divided at a line's end were put together: {shown}"
    return [Finding("joined-words", Severity.NOTE, message, original.place(first[0].line))]
