"""Inline content as characters, each with its marks, and back again as a tree with as few marks as can be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from cjpublish.draft import Inlines
from cjpublish.drafting.characters import is_ink
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text

__all__ = [
    "PLAIN",
    "Character",
    "Leaf",
    "Span",
    "Style",
    "flat",
    "has_text",
    "nested",
    "only",
    "pieces",
    "spans",
    "without",
]

Leaf: TypeAlias = str | NoteRef | PageBreak
"""One character, or what stands between two."""
Character: TypeAlias = tuple[Leaf, "Style"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""What the reader takes for a language; anything else says nothing of how words are spoken."""


@dataclass(frozen=True, slots=True)
class Style:
    """The marks of a character; of two that are as long the first is the outer one."""

    lang: str = ""
    """The language that differs from the text around."""
    a: str = ""
    """Where the link leads."""
    shift: str = ""
    """`sub` or `sup`."""
    strong: bool = False
    """Bold."""
    em: bool = False
    """Italics."""
    s: bool = False
    """Struck out."""
    code: bool = False
    """Code."""


PLAIN = Style()
_NAMES = ("lang", "a", "shift", "strong", "em", "s", "code")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a mark begins and ends."""

    name: str
    """Its name in `Style`."""
    begin: int
    """Its first character."""
    end: int
    """The character behind it."""
    inside: tuple[Span, ...]
    """The marks within it."""


def flat(inlines: Sequence[Inline]) -> list[Character]:
    """Return inlines as characters with their marks."""
    found: list[Character] = []
    for piece, style in _pieces(inlines, PLAIN):
        found += [(character, style) for character in piece] if isinstance(piece, str) else [(piece, style)]
    return found


def pieces(inlines: Sequence[Inline]) -> list[tuple[str | NoteRef | PageBreak, Style]]:
    """Return inlines as texts with their marks, none beside another with the same."""
    found: list[tuple[str | NoteRef | PageBreak, Style]] = []
    for piece, style in _pieces(inlines, PLAIN):
        before = found[-1][0] if found and found[-1][1] == style else None
        if isinstance(piece, str) and isinstance(before, str):
            found[-1] = (before + piece, style)
        else:
            found.append((piece, style))
    return found


def nested(characters: Sequence[Character]) -> Inlines:
    """Return characters as inlines again."""
    return tuple(_built(characters, spans([style for _, style in characters]), 0, len(characters)))


def without(inlines: Sequence[Inline], name: str) -> Inlines:
    """Return inlines without the marks of one kind."""
    empty = getattr(PLAIN, name)
    return nested([(leaf, replace(style, **{name: empty})) for leaf, style in flat(inlines)])


def only(inlines: Sequence[Inline], keep: Callable[[NoteRef | PageBreak], bool]) -> Inlines:
    """Return inlines with only those notes and page breaks that are to be kept."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Mark():
                found.append(replace(inline, children=only(inline.children, keep)))
            case NoteRef() | PageBreak():
                found += [inline] if keep(inline) else []
            case Text():
                found.append(inline)
    return tuple(found)


def has_text(inlines: Sequence[Inline]) -> bool:
    """Tell whether anything is left to read."""
    texts = (piece for piece, _ in _pieces(inlines, PLAIN) if isinstance(piece, str))
    return any(is_ink(character) for text in texts for character in text)


def spans(styles: Sequence[Style]) -> tuple[Span, ...]:
    """Return the marks of characters: the longest is the outermost, a link is whole, and code the innermost."""
    ends = [place for place in range(1, len(styles)) if not _is_same(styles[place], styles[place - 1])]
    begins = [0, *ends] if styles else []
    runs = [styles[begin] for begin in begins]
    return _placed(_spans(runs, 0, len(runs), _NAMES), [*begins, len(styles)])


def _is_same(style: Style, other: Style) -> bool:
    return style is other or style == other  # most are one object, and comparing two takes a while


def _placed(marks: Sequence[Span], begins: Sequence[int]) -> tuple[Span, ...]:
    """Return marks of runs as marks of characters."""
    return tuple(Span(mark.name, begins[mark.begin], begins[mark.end], _placed(mark.inside, begins)) for mark in marks)


def _pieces(inlines: Sequence[Inline], style: Style) -> Iterator[tuple[str | NoteRef | PageBreak, Style]]:
    for inline in inlines:
        match inline:
            case Text(text):
                if text:
                    yield text, style
            case Mark():
                yield from _pieces(inline.children, _marked(inline, style))
            case NoteRef() | PageBreak():
                yield inline, style


def _marked(mark: Mark, style: Style) -> Style:
    if mark.lang and _LANGUAGE.fullmatch(mark.lang):
        style = replace(style, lang=mark.lang)
    match mark.tag:
        case "a":
            # In a link within a link the outer one is what a reader meets.
            return style if style.a else replace(style, a=mark.href or "")
        case "em":
            return replace(style, em=True)
        case "strong":
            return replace(style, strong=True)
        case "s":
            return replace(style, s=True)
        case "code":
            return replace(style, code=True)
        case "sub" | "sup":
            return replace(style, shift=mark.tag)
        case _:
            return style


def _spans(styles: Sequence[Style], begin: int, end: int, names: Sequence[str]) -> tuple[Span, ...]:
    found: list[Span] = []
    place = begin
    while place < end:
        active = [name for name in names if getattr(styles[place], name)]
        if not active:
            place += 1
            continue
        reach = {name: _reach(styles, name, place, end, names) for name in active if name != "code" or len(active) == 1}
        name = max(reach, key=reach.__getitem__)
        inside = _spans(styles, place, reach[name], [other for other in names if other != name])
        found.append(Span(name, place, reach[name], inside))
        place = reach[name]
    return tuple(found)


def _reach(styles: Sequence[Style], name: str, place: int, end: int, names: Sequence[str]) -> int:
    """Return where a mark that begins at a place ends, at the latest where a link begins that goes on behind it."""
    same = [getattr(styles[place], each) for each in names] if name == "code" else [getattr(styles[place], name)]
    compared = names if name == "code" else [name]
    reach = place
    while reach < end and [getattr(styles[reach], each) for each in compared] == same:
        reach += 1
    link = styles[reach - 1].a
    if name == "a" or "a" not in names or not link or reach == end or styles[reach].a != link:
        return reach
    first = reach - 1
    while first > place and styles[first - 1].a == link:
        first -= 1
    return first if first > place else reach


def _built(characters: Sequence[Character], marks: Sequence[Span], begin: int, end: int) -> Iterator[Inline]:
    for mark in marks:
        yield from _leaves(characters[begin : mark.begin])
        children = tuple(_built(characters, mark.inside, mark.begin, mark.end))
        value = getattr(characters[mark.begin][1], mark.name)
        if mark.name == "a":
            yield Mark("a", children, href=value)
        elif mark.name == "lang":
            yield Mark("span", children, lang=value)
        else:
            yield Mark(value if mark.name == "shift" else mark.name, children)
        begin = mark.end
    yield from _leaves(characters[begin:end])


def _leaves(characters: Sequence[Character]) -> Iterator[Inline]:
    for is_text, group in groupby(characters, lambda each: isinstance(each[0], str)):
        if is_text:
            yield Text(unicodedata.normalize("NFC", "".join(str(leaf) for leaf, _ in group)))
        else:
            yield from (leaf for leaf, _ in group if not isinstance(leaf, str))
