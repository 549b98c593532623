"""Where a line of text may end, and how well: at ends of phrases rather than within them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, east_asian_width

from cjpublish.editions.views.columns import WIDEST, columns, widths
from cjpublish.editions.views.phrasing import Phrasing, phrasing

__all__ = ["SEAM", "Break", "breaks"]

SEAM = 70
"""From this cost on, a line is broken only where it would be too long otherwise: a seam within a word, as after a
hyphen, and worse."""
_GLUED = 300
"""At a no-break space."""
_TORN = 500
"""Within a word."""
_STOP, _CLOSED, _COMMA, _CLAUSE, _PHRASE, _SPACE, _BEFORE_DASH, _NUMBER, _NAME, _LEADING, _TITLE = (
    0, 5, 6, 10, 14, 22, 30, 40, 45, 60, 80,
)  # fmt: skip
_WORD = re.compile(r"\S+")
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
_STOPS = frozenset("!?…:;。！？：；។៕")
_COMMAS = frozenset(",、，")
_CLOSING, _OPENING = "\"'”’»)]}", "\"'“‘„«([{¿¡"
_DASHES = frozenset("–—―")
_SEAMS = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])|(?<=[^\W_][—―])(?=\w)|(?<=\w/)(?=\w)|(?<=\u200b)(?=.)")
"""Within a word: after a hyphen, a dash or a slash between letters, and at a zero-width space."""
_NEVER_FIRST = frozenset("ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ‐゠–〜~％‰℃")
"""Of Chinese and Japanese, beside closing punctuation (Requirements for Japanese Text Layout, 3.1.7)."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place between two characters, or around white space that goes."""

    end: int
    """Where the line before it ends."""
    begin: int
    """Where the line after it begins."""
    cost: int
    """How bad it is: 0 after a full stop, `SEAM` and more where nothing but need excuses it."""


def breaks(text: str, language: str, longest: int) -> tuple[Break, ...]:
    """Return every place where a line may end, in order; the text's own begin and end are none of them.

    `language` is BCP 47. A stretch of more than `longest` columns that has no such place may be broken between any two
    of its letters, marks staying with their letters.
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    known = phrasing(language)
    found: list[Break] = []
    for index, (begin, end) in enumerate(words):
        if index:
            last = words[index - 1]
            found.append(Break(last[1], begin, _between(text, last, (begin, end), known)))
        found += _within(text[begin:end], begin, longest)
    return tuple(found)


def _between(text: str, before: tuple[int, int], after: tuple[int, int], known: Phrasing) -> int:
    gap = text[before[1] : after[0]]
    if _NO_BREAK.issuperset(gap):
        return _GLUED
    return _cost(text[slice(*before)], text[slice(*after)], known)


def _cost(left: str, right: str, known: Phrasing) -> int:
    """Return how bad it is to part two words that white space is between."""
    bare, first = left.rstrip(_CLOSING), right.lstrip(_OPENING)
    if bare.endswith("."):
        return _after_full_stop(bare, first, known)
    if bare[-1:] in _STOPS:
        return _STOP
    if bare[-1:] in _COMMAS or left[-1:] in _DASHES:
        return _LEADING if bare[-2:-1].isdigit() and first[:1].isdigit() else _COMMA
    if right[:1] in _DASHES:
        return _BEFORE_DASH
    if bare != left or first != right:
        return _CLOSED
    return _within_phrase(left, right, known)


def _within_phrase(left: str, right: str, known: Phrasing) -> int:
    """Return how bad it is to part two words without punctuation between them."""
    word, following = left.lstrip(_OPENING).casefold(), right.rstrip(_CLOSING + ".,;:!?…").casefold()
    leads_on = word in known.leading or word in known.prepositions or word in known.conjunctions
    if leads_on or left[-1:].isdigit():
        return _LEADING
    if word in known.titles:
        return _TITLE
    if following in known.conjunctions:
        return _CLAUSE
    if following in known.prepositions:
        return _PHRASE
    if right[:1].isdigit():
        return _NUMBER
    is_name = known.capitals_are_names and left[:1].isupper() and right[:1].isupper()
    return _NAME if is_name else _SPACE


def _after_full_stop(bare: str, first: str, known: Phrasing) -> int:
    """Return how bad a break is after a full stop: of a sentence, of an abbreviation or of an initial."""
    letters = bare.rstrip(".")
    is_initial = len(letters.rpartition(".")[2]) == 1 and letters[-1:].isupper()
    if bare.lstrip(_OPENING).casefold() in known.titles or is_initial:
        return _TITLE
    return _STOP if len(letters) > 4 and not first[:1].islower() else _NAME


def _within(word: str, offset: int, longest: int) -> Iterator[Break]:
    """Yield the places within a word, which stands at an offset of its text."""
    places = {match.start(): _seam(word, match.start()) for match in _SEAMS.finditer(word)}
    if not word.isascii():
        places |= _ideographic(word)
    for begin, end in pairwise((0, *sorted(places), len(word))):
        if (end - begin) * WIDEST > longest and columns(word[begin:end]) > longest:
            torn = (begin + index for index, width in enumerate(widths(word[begin:end])) if index and width)
            places |= dict.fromkeys(torn, _TORN)
    yield from (Break(offset + place, offset + place, cost) for place, cost in sorted(places.items()))


def _seam(word: str, place: int) -> int:
    before = word[place - 1]
    if before == "\u200b":
        return _STOP if word[place - 2 : place - 1] in _STOPS else _SPACE
    return _COMMA if before in _DASHES else SEAM


def _ideographic(word: str) -> dict[int, int]:
    """Return the places between characters of scripts that are written without spaces and break anywhere."""
    places = {}
    for place, width in enumerate(widths(word)):
        before, after = word[place - 1], word[place]
        if not (place and width and {"W", "F"} & {east_asian_width(before), east_asian_width(after)}):
            continue
        if category(after) in ("Pe", "Pf", "Po") or after in _NEVER_FIRST:
            continue
        if category(before) in ("Ps", "Pi"):
            continue
        is_hangul = "\uac00" <= before <= "\ud7a3" and "\uac00" <= after <= "\ud7a3"
        places[place] = _STOP if before in _STOPS else _COMMA if before in _COMMAS else SEAM if is_hangul else _SPACE
    return places
