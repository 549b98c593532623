"""How wide text is, in columns of a screen where every letter is as wide as the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, repeat
from unicodedata import category, east_asian_width

__all__ = ["WIDEST", "columns", "offsets", "widths"]

WIDEST = 2
"""Columns of the widest character."""

_JOINER = "\u200d"
_COENG = "\u17d2"
"""Khmer: sets the consonant after it beneath the one before."""


def widths(text: str) -> Iterator[int]:
    """Return each character's width: 0, 1 or 2 columns.

    What is drawn on or beneath the character before it, or not at all, has none and must not be parted from it: marks,
    format characters, a Khmer subscript, the further pictures of an emoji that is joined from several. A wide or
    full-width character has two (Unicode Standard Annex 11).
    """
    if text.isascii():
        return repeat(1, len(text))
    if _JOINER in text or _COENG in text:
        return _beside_each_other(text)
    return map(_width, text)


def offsets(text: str) -> Sequence[int]:
    """Return the columns before each character, and last before the text's end."""
    return range(len(text) + 1) if text.isascii() else tuple(accumulate(widths(text), initial=0))


def columns(text: str) -> int:
    """Return how many columns a text takes; for most scripts, one a letter."""
    return len(text) if text.isascii() else sum(widths(text))


def _beside_each_other(text: str) -> Iterator[int]:
    """Yield widths where one may hang on the letter before."""
    before = ""
    for letter in text:
        is_drawn_onto = before == _COENG or (before == _JOINER and category(letter) == "So")
        yield 0 if is_drawn_onto else _width(letter)
        before = letter


@cache
def _width(letter: str) -> int:
    """Return the width of a character by itself."""
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return WIDEST if east_asian_width(letter) in "WF" else 1
