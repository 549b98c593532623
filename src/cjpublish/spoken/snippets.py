"""Pieces of regular expressions that several families of rules are made of."""

from __future__ import annotations

import re

__all__ = ["BEFORE", "DASH", "ENDED", "NUMBER", "SIGN", "ends_sentence", "ends_text"]

BEFORE = r"(?<!\w)(?<!\d[.,])"
"""Where a number may begin."""
ENDED = r"(?!\w)(?![.,]\d)"
"""Where a number may end."""
NUMBER = r"(?:\d{1,3}(?:,\d{2,3}){0,5},\d{3}(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number with or without thousands' commas and decimals; the repetition is bounded so that no text is slow."""
SIGN = r"((?<![\w)])[-−])?"
"""A minus that can't be a hyphen."""
DASH = r" ?[–—-] ?"
"""Between the ends of a range."""

_NEXT_SENTENCE = re.compile(r"[)'\"]*(?:$| +[(\"']*[A-Z])")


_REST = re.compile(r"[ )'\"]*$")


def ends_text(match: re.Match[str]) -> bool:
    """Return whether nothing but closing marks follows a match."""
    return _REST.match(match.string, match.end()) is not None


def ends_sentence(match: re.Match[str]) -> bool:
    """Return whether what follows a match is the end of the text or a word with a capital letter."""
    return _NEXT_SENTENCE.match(match.string, match.end()) is not None
