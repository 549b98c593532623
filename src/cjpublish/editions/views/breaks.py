"""Where a line of text may end, and how well: at ends of phrases rather than within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple
from unicodedata import category, east_asian_width

from cjpublish.editions.views.columns import WIDEST, columns, widths
from cjpublish.editions.views.phrasing import phrasing

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
_NO_BREAK = frozenset("\u00a0\u2007\u202f")
_STOPS = frozenset("!?…:;。！？：；។៕")
_COMMAS = frozenset(",、，")
_CLOSING, _OPENING = "\"'”’»)]}", "\"'“‘„«([{¿¡"
_ENDING = f"{_CLOSING}.,;:!?…"
_DASHES = frozenset("–—―")
_SEAMS = re.compile(
    r"[-—―/\u200b](?:(?<=[^\W\d_]-)(?=[^\W\d_])|(?<=[^\W_][—―])(?=\w)|(?<=\w/)(?=\w)|(?<=\u200b)(?=\S))"
)
"""Within a word: after a hyphen, a dash or a slash between letters, and at a zero-width space."""
_NEVER_FIRST = frozenset("ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ‐゠–〜~％‰℃")
"""Of Chinese and Japanese, beside closing punctuation (Requirements for Japanese Text Layout, 3.1.7)."""
_BEGIN = attrgetter("begin")


class Break(NamedTuple):
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
    words = text.split()
    found = [*_between(text, words, _known(language))]
    if inner := _within(text):
        found = sorted([*found, *inner], key=_BEGIN)
    if max(map(len, words), default=0) * WIDEST > longest:
        found = sorted([*found, *_torn(text, found, longest)], key=_BEGIN)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a language's little words cost, in lower case."""

    after: Mapping[str, int]
    """A break after each."""
    before: Mapping[str, int]
    """A break before each."""
    titles: Set[str]
    """Before names, with their full stops."""
    capitals_are_names: bool
    """Whether two capitalised words in a row are likely a name."""


@cache
def _known(language: str) -> _Known:
    words = phrasing(language)
    leading = words.leading | words.prepositions | words.conjunctions
    after = dict.fromkeys(words.titles, _TITLE) | dict.fromkeys(leading, _LEADING)
    before = dict.fromkeys(words.prepositions, _PHRASE) | dict.fromkeys(words.conjunctions, _CLAUSE)
    return _Known(after, before, words.titles, words.capitals_are_names)


def _between(text: str, words: Sequence[str], known: _Known) -> Iterator[Break]:
    """Yield the places between words."""
    begin = len(text) - len(text.lstrip())
    for left, right in pairwise(words):
        end = begin + len(left)
        begin = text.index(right, end)
        is_glued = text[end] in _NO_BREAK and _NO_BREAK.issuperset(text[end:begin])
        yield Break(end, begin, _GLUED if is_glued else _cost(left, right, known))


def _cost(left: str, right: str, known: _Known) -> int:
    """Return how bad it is to part two words that white space is between."""
    if not left[-1].isalnum():
        cost = _after_sign(left, right, known)
        if cost is not None:
            return cost
    if right[0] in _DASHES:
        return _BEFORE_DASH
    if left[-1] in _CLOSING or right[0] in _OPENING:
        return _CLOSED
    return _within_phrase(left, right, known)


def _after_sign(left: str, right: str, known: _Known) -> int | None:
    """Return how bad a break is after a full stop, a comma and the like; nothing where there is none."""
    bare, first = left.rstrip(_CLOSING), right.lstrip(_OPENING)
    if bare.endswith("."):
        return _after_full_stop(bare, first, known)
    if bare[-1:] in _STOPS:
        return _STOP
    if bare[-1:] in _COMMAS or left[-1] in _DASHES:
        return _LEADING if bare[-2:-1].isdigit() and first[:1].isdigit() else _COMMA
    return None


def _within_phrase(left: str, right: str, known: _Known) -> int:
    """Return how bad it is to part two words without punctuation between them."""
    cost = known.after.get(left.lstrip(_OPENING).casefold())
    if cost is not None:
        return cost
    if left[-1].isdigit():
        return _LEADING
    cost = known.before.get(right.rstrip(_ENDING).casefold())
    if cost is not None:
        return cost
    if right[0].isdigit():
        return _NUMBER
    is_name = known.capitals_are_names and left[0].isupper() and right[0].isupper()
    return _NAME if is_name else _SPACE


def _after_full_stop(bare: str, first: str, known: _Known) -> int:
    """Return how bad a break is after a full stop: of a sentence, of an abbreviation or of an initial."""
    letters = bare.rstrip(".")
    is_initial = len(letters.rpartition(".")[2]) == 1 and letters[-1:].isupper()
    if bare.lstrip(_OPENING).casefold() in known.titles or is_initial:
        return _TITLE
    return _STOP if len(letters) > 4 and not first[:1].islower() else _NAME


def _within(text: str) -> list[Break]:
    """Return the places within words, but for those that nothing but need excuses."""
    places = {seam.end(): _seam(text, seam.end()) for seam in _SEAMS.finditer(text)}
    if not text.isascii() and any(map(_is_wide, set(text))):
        places |= _ideographic(text)
    return [Break(place, place, cost) for place, cost in places.items()]


def _seam(text: str, place: int) -> int:
    before = text[place - 1]
    if before == "\u200b":
        return _STOP if text[place - 2 : place - 1] in _STOPS else _SPACE
    return _COMMA if before in _DASHES else SEAM


def _torn(text: str, found: Sequence[Break], longest: int) -> Iterator[Break]:
    """Yield the places between letters where the places found leave too long a stretch."""
    begins = [len(text) - len(text.lstrip()), *(place.begin for place in found)]
    ends = [*(place.end for place in found), len(text.rstrip())]
    for begin, end in zip(begins, ends, strict=True):
        stretch = text[begin:end]
        if len(stretch) * WIDEST > longest and columns(stretch) > longest:
            torn = (begin + index for index, width in enumerate(widths(stretch)) if index and width)
            yield from (Break(place, place, _TORN) for place in torn)


def _ideographic(text: str) -> dict[int, int]:
    """Return the places between characters of scripts that are written without spaces and break anywhere."""
    places = {}
    for place, (width, before, after) in enumerate(zip(widths(text), " " + text, text, strict=False)):
        if not width or before.isspace() or after.isspace() or not (_is_wide(before) or _is_wide(after)):
            continue
        if category(after) in ("Pe", "Pf", "Po") or after in _NEVER_FIRST:
            continue
        if category(before) in ("Ps", "Pi"):
            continue
        is_hangul = "\uac00" <= before <= "\ud7a3" and "\uac00" <= after <= "\ud7a3"
        places[place] = _STOP if before in _STOPS else _COMMA if before in _COMMAS else SEAM if is_hangul else _SPACE
    return places


@cache
def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"
