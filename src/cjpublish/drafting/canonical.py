"""Inlines made canonical, so that Markdown can hold them and they are read back as they were.

Canonical is: marks without white space at their ends, equal marks side by side made one, notes outside links and code,
and no emphasis that ends at a punctuation mark where a letter follows: its sign would not flank (CommonMark, 6.2).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeAlias

from cjpublish.draft import Inlines
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import cleaned
from cjpublish.drafting.styles import PLAIN, Character, Leaf, Span, Style, flat, nested, spans
from cjpublish.model import Inline, Mark, Text

__all__ = ["Link", "canonical"]

Link: TypeAlias = Callable[[str], str]
"""Returns where a link leads in the manuscript; empty where it can't lead there."""
_Bare: TypeAlias = tuple[bool, bool]

_EMPHASIS = ("strong", "em", "s")
"""Marks whose signs must stand beside the right characters."""
_SIGNED = ("lang", "a", "shift", "code")
"""Marks whose signs are punctuation marks to those."""


def canonical(inlines: Sequence[Inline], link: Link, changes: Changes) -> Inlines:
    """Return inlines as Markdown can hold them; see above."""
    if all(isinstance(each, Text) for each in inlines):
        text = cleaned("".join(each.text for each in inlines if isinstance(each, Text)), changes).strip()
        return (Text(text),) if text else ()
    characters = _noted_outside(_spaced(flat(tuple(_prepared(inlines, link, changes)))))
    styles = [style for _, style in characters]
    _settle_languages(styles, changes)
    leaves = [_narrow(leaf, style) for leaf, style in characters]
    letters = 0
    while True:
        marks = list(_all(spans(styles)))
        if sum(_trim(leaves, styles, mark) for mark, _ in marks):
            continue
        lost = [_shrink(leaves, styles, mark, bare) for mark, bare in marks if mark.name in _EMPHASIS]
        letters += sum(_is_letter(leaf) for each in lost for leaf in each)
        if not any(lost):
            break
    changes.note("emphasis on part of a word could not be kept", int(letters > 0))
    return nested(list(zip(leaves, styles, strict=True)))


def _prepared(inlines: Sequence[Inline], link: Link, changes: Changes) -> Iterator[Inline]:
    """Yield inlines with clean characters, each link with where it leads in the manuscript."""
    for inline in inlines:
        match inline:
            case Text(text):
                yield Text(cleaned(text, changes))
            case Mark():
                children = tuple(_prepared(inline.children, link, changes))
                yield replace(inline, children=children, href=link(inline.href or "") if inline.tag == "a" else None)
            case _:
                yield inline


def _spaced(characters: list[Character]) -> list[Character]:
    """Return characters with one space or line break where there were several, and none at the ends."""
    found: list[Character] = []
    last = -1  # the place of the white space that the text ends with so far
    for leaf, style in characters:
        if isinstance(leaf, str) and leaf in " \n":
            if last >= 0:
                found[last] = ("\n", found[last][1]) if leaf == "\n" else found[last]
                continue
            last = len(found)
        elif isinstance(leaf, str):
            last = -1
        found.append((leaf, style))
    words = [place for place, (leaf, _) in enumerate(found) if _is_ink(leaf)]
    first, final = (words[0], words[-1]) if words else (len(found), -1)
    return [each for place, each in enumerate(found) if first <= place <= final or not isinstance(each[0], str)]


def _noted_outside(characters: list[Character]) -> list[Character]:
    """Return characters with what can't stand in a link or in code behind it."""
    found: list[Character] = []
    for inside, group in groupby(characters, lambda each: (each[1].a, each[1].code)):
        members = list(group)
        if any(inside):
            found += [each for each in members if isinstance(each[0], str)]
            members = [(leaf, replace(style, a="", code=False)) for leaf, style in members if not isinstance(leaf, str)]
        found += members
    return found


def _settle_languages(styles: list[Style], changes: Changes) -> None:
    """Take away the language of only some words of a link: the parser takes its brackets for another link."""
    place = 0
    for link, group in groupby(list(styles), lambda style: style.a):
        within = list(group)
        if link and len({style.lang for style in within}) > 1:
            changes.note("the language of some words within a link could not be kept")
            styles[place : place + len(within)] = [replace(style, lang="") for style in within]
        place += len(within)


def _narrow(leaf: Leaf, style: Style) -> Leaf:
    """Return a character as code, a subscript or a superscript can hold it: no line break, and no space but one."""
    if isinstance(leaf, str) and leaf.isspace() and (style.shift or (style.code and leaf == "\n")):
        return " "
    return leaf


# --- where marks begin and end ----------------------------------------------------------------------------------------


def _all(marks: Sequence[Span], around: Span | None = None, bare: _Bare = (True, True)) -> Iterator[tuple[Span, _Bare]]:
    """Yield marks and those within them, each with whether its first and its last sign stand beside the text around."""
    for mark in marks:
        open_ = around is None or around.name in _EMPHASIS
        begins = bare[0] and open_ if around and mark.begin == around.begin else True
        ends = bare[1] and open_ if around and mark.end == around.end else True
        yield mark, (begins, ends)
        yield from _all(mark.inside, mark, (begins, ends))


def _trim(leaves: Sequence[Leaf], styles: list[Style], mark: Span) -> bool:
    """Take white space, notes and page breaks at a mark's ends out of it; tell whether there were any."""
    begin, end = mark.begin, mark.end
    while begin < end and not _is_ink(leaves[begin]):
        _unmark(styles, mark.name, begin)
        begin += 1
    while begin < end and not _is_ink(leaves[end - 1]):
        end -= 1
        _unmark(styles, mark.name, end)
    return (begin, end) != (mark.begin, mark.end)


def _shrink(leaves: Sequence[Leaf], styles: list[Style], mark: Span, bare: _Bare) -> list[Leaf]:
    """Take what can't stand beside a mark's sign, with a letter on the other side, out of the mark; return it."""
    lost: list[Leaf] = []
    for is_bare, inside, outside in zip(bare, (mark.begin, mark.end - 1), (mark.begin - 1, mark.end), strict=True):
        if not is_bare or not _is_word(leaves, styles, mark.name, outside, inside):
            continue
        between = _signed(mark, inside)
        if between is None and _is_letter(leaves[inside]):
            continue
        for place in range(between.begin, between.end) if between else (inside,):
            if getattr(styles[place], mark.name):
                lost.append(leaves[place])
                _unmark(styles, mark.name, place)
    return lost


def _signed(mark: Span, place: int) -> Span | None:
    """Return the mark within another whose sign stands between its sign and the character at its end."""
    for each in mark.inside:
        if each.begin == place or each.end - 1 == place:
            return _signed(each, place) if each.name in ("strong", "em") else each
    return None


def _is_ink(leaf: Leaf) -> bool:
    return isinstance(leaf, str) and not leaf.isspace()


def _unmark(styles: list[Style], name: str, place: int) -> None:
    styles[place] = replace(styles[place], **{name: getattr(PLAIN, name)})


def _is_word(leaves: Sequence[Leaf], styles: Sequence[Style], name: str, outside: int, inside: int) -> bool:
    """Tell whether a letter stands right outside a mark, with no sign of a mark that ends there between."""
    if not 0 <= outside < len(leaves):
        return False
    there, here = styles[outside], styles[inside]
    signs = _SIGNED if name == "s" else (*_SIGNED, "s")
    if any(getattr(there, each) and getattr(there, each) != getattr(here, each) for each in signs):
        return False
    return _is_letter(leaves[outside])


def _is_letter(leaf: Leaf) -> bool:
    """Tell whether CommonMark takes a character neither for white space nor for punctuation."""
    return isinstance(leaf, str) and not leaf.isspace() and unicodedata.category(leaf)[0] not in "PSZ"
