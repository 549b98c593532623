"""How wide text is, in columns of a screen where every letter is as wide as the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from unicodedata import category, east_asian_width

__all__ = ["WIDEST", "columns", "widths"]

WIDEST = 2
"""Columns of the widest character."""

_JOINER = "\u200d"
_COENG = "\u17d2"
"""Khmer: sets the consonant after it beneath the one before."""


def widths(text: str) -> Iterator[int]:
    """Yield each character's width: 0, 1 or 2 columns.

    What is drawn on or beneath the character before it, or not at all, has none and must not be parted from it: marks,
    format characters, a Khmer subscript, the further pictures of an emoji that is joined from several. A wide or
    full-width character has two (Unicode Standard Annex 11).
    """
    if text.isascii():
        yield from repeat(1, len(text))
        return
    before = ""
    for letter in text:
        kind = category(letter)
        is_drawn_onto = kind in ("Mn", "Me", "Cf") or before == _COENG or (before == _JOINER and kind == "So")
        yield 0 if is_drawn_onto else WIDEST if east_asian_width(letter) in "WF" else 1
        before = letter


def columns(text: str) -> int:
    """Return how many columns a text takes; for most scripts, one a letter."""
    return sum(widths(text))
