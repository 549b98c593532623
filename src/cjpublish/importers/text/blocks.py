"""The kept lines of a text as blocks: headings, paragraphs, lists, quotations, figures and breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from cjpublish.draft import Block, Break, Figure, Heading, Item, List, Paragraph, Quote
from cjpublish.importers.text.headings import Title, title_at
from cjpublish.importers.text.lines import Line
from cjpublish.importers.text.pictures import Picture
from cjpublish.model import Text

__all__ = ["Found", "blocks_of", "figure_of"]

Found: TypeAlias = tuple[Block, int, str]
"""A block, the number of its line, and for a heading of what kind it is (`headings.Title.kind`); else empty."""

_ORDERED = re.compile(r"\(?(\d{1,3})[.)]")
_VERSE = 65
"""Letters of the longest line of verse."""
_DEEPEST = 8
"""Columns of the deepest indent that is a quotation's; what is deeper was laid out by a program."""
_NESTED = 5
"""How many lists may stand in one another; what is deeper stands with the last."""


def blocks_of(parts: Sequence[Line | Picture]) -> list[Found]:
    """Return the blocks that lines and pictures make, in order."""
    found: list[Found] = []
    base = _base(parts)
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            run.append(part)
            continue
        found += _of_lines(run, base)
        run = []
        found.append((figure_of(part), part.number, ""))
    return [*found, *_of_lines(run, base)]


def figure_of(picture: Picture) -> Figure:
    """Return the figure of a picture that is only spoken of; one text serves as caption and alternative text."""
    caption, credit = ((Text(text),) if text else () for text in (picture.caption, picture.credit))
    return Figure("", picture.alt or picture.caption or None, caption, credit)


def _base(parts: Sequence[Line | Picture]) -> int:
    """Return the indent of most lines; -1 where the lines stand in so many columns that an indent says nothing."""
    indents = Counter(part.indent for part in parts if isinstance(part, Line))
    if not indents:
        return -1
    (base, most), *_ = indents.most_common(1)
    return base if base < _DEEPEST and most >= sum(indents.values()) * 0.6 else -1


def _of_lines(lines: Sequence[Line], base: int) -> Iterator[Found]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.separates:
            yield Break(), line.number, ""
            place += 1
        elif stop := _list_from(lines, place):
            yield _list(lines[place:stop]), line.number, ""
            place = stop
        elif title := title_at(lines, place):
            yield _heading(line, title), line.number, title.kind
            place += title.lines
        elif stop := _quotation(lines, place, base):
            yield Quote(tuple(_paragraphs(lines[place:stop]))), line.number, ""
            place = stop
        else:
            stop = _verse(lines, place)
            yield _paragraph(lines[place:stop]), line.number, ""
            place = stop


def _heading(line: Line, title: Title) -> Heading:
    return Heading(title.level, (Text(line.written),))


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    return Paragraph((Text("\n".join(line.written if line.marker != ">" else line.text for line in lines)),))


def _paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    place = 0
    while place < len(lines):
        stop = _verse(lines, place)
        yield _paragraph(lines[place:stop])
        place = stop


def _verse(lines: Sequence[Line], place: int) -> int:
    """Return the place after the lines that are one paragraph with line breaks: short ones beneath one another."""
    stop = place + 1
    while stop < len(lines) and lines[stop].follows and _is_short(lines[stop]) and _is_short(lines[stop - 1]):
        if lines[stop].marker != lines[place].marker or title_at(lines, stop):
            break
        stop += 1
    return stop if stop - place > 2 else place + 1


def _is_short(line: Line) -> bool:
    return len(line.text) <= _VERSE and not line.separates


def _quotation(lines: Sequence[Line], place: int, base: int) -> int:
    """Return the place after a quotation that begins here; 0 where none does."""
    stop = place
    while stop < len(lines) and _is_quoted(lines[stop], base):
        stop += 1
    return stop if stop > place else 0


def _is_quoted(line: Line, base: int) -> bool:
    if line.marker == ">":
        return True
    return base >= 0 and not line.marker and not line.separates and base + 2 <= line.indent <= base + _DEEPEST


def _number(line: Line) -> int:
    match = _ORDERED.fullmatch(line.marker)
    return int(match[1]) if match else -1


def _list_from(lines: Sequence[Line], place: int) -> int:
    """Return the place after a list that begins here; 0 where none does. A single number is no list."""
    first = lines[place]
    if not first.marker or first.marker == ">":
        return 0
    stop, number = place + 1, _number(first)
    while stop < len(lines):
        line = lines[stop]
        deeper = bool(line.marker) and line.marker != ">" and line.indent > first.indent
        if not deeper and not _is_next(first, line, number):
            break
        number = _number(line) if not deeper else number
        stop += 1
    return 0 if _number(first) >= 0 and stop == place + 1 else stop


def _is_next(first: Line, line: Line, number: int) -> bool:
    if number >= 0:
        return _number(line) == number + 1
    return bool(line.marker) and line.marker != ">" and _number(line) < 0 and line.indent >= first.indent


def _list(lines: Sequence[Line], depth: int = 1) -> List:
    first = lines[0]
    items: list[Item] = []
    place = 0
    while place < len(lines):
        stop = place + 1
        while depth < _NESTED and stop < len(lines) and lines[stop].indent > first.indent:
            stop += 1
        own = Paragraph((Text(lines[place].text),))
        items.append(Item((own, *_inner(lines[place + 1 : stop], depth + 1))))
        place = stop
    start = _number(first)
    return List("ordered", tuple(items), start) if start >= 0 else List("bullet", tuple(items))


def _inner(lines: Sequence[Line], depth: int) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        stop = _list_from(lines, place)
        yield _list(lines[place:stop], depth) if stop else _paragraph(lines[place : place + 1])
        place = stop or place + 1
