"""Titles as names: lower-case ASCII letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug"]

_LENGTH = 60
_APOSTROPHES = re.compile("['’ʼ]")
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "ng", "þ": "th"}
)
"""Letters that Unicode does not take for a plain letter with a mark."""


def slug(title: str) -> str:
    """Return a title as words of ASCII joined by hyphens, at most 60 characters; empty where it has none."""
    folded = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    name = "-".join(re.findall(r"[a-z0-9]+", _APOSTROPHES.sub("", letters)))
    return name if len(name) <= _LENGTH else name[: _LENGTH + 1].rpartition("-")[0] or name[:_LENGTH]
