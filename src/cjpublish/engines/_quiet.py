"""What of a text an engine is given, and what it returns where there is nothing to say."""

from __future__ import annotations

import re

from cjpublish.model import Speech
from cjpublish.spoken.aligned import WORD

__all__ = ["clean", "has_words", "quiet", "words"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """Replace control characters, which engines take for commands or ends, and line breaks by spaces."""
    return _CONTROLS.sub(" ", text).strip()


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the characters [begin, end) of each word of a text; `clean(text)` has as many, in the same order."""
    blank = _CONTROLS.sub(lambda controls: " " * len(controls[0]), text)
    return tuple(match.span() for match in WORD.finditer(blank))


def has_words(text: str) -> bool:
    """Return whether the text holds a letter or a digit of any script."""
    return any(character.isalnum() for character in text)


def quiet(rate: int, seconds: float = 0.2) -> Speech:
    """Return silence: a rate in Hz, a length in seconds."""
    return Speech(bytes(2 * round(rate * seconds)), rate)
