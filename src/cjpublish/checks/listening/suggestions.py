"""A lexicon entry to try for a name that is misread."""

from __future__ import annotations

import re
from unicodedata import normalize

__all__ = ["entry"]

_SOUNDS = (
    (r"^Phn", "Pn"),
    (r"Ph", "F"),
    (r"ph", "f"),
    (r"([bdgk])h", r"\1"),
    (r"sz", "sh"),
    (r"cz", "ch"),
    (r"([aeiou])h\b", r"\1"),
)
"""Letters of names and what usually says them in English."""
_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+(?:[^aeiouy]+$|[^aeiouy](?=[^aeiouy]))?", re.I)


def entry(name: str) -> str:
    """Return a line for `voices/lexicon.en.yaml`: capitals letter by letter, else in syllables as English spells them.

    Empty where nothing better than the name itself comes to mind. It is where to begin, not how the name is said: that
    is for somebody to decide who knows it.
    """
    respelling = " ".join(_respelled(word) for word in name.split())
    return f"{name}: {{respelling: {respelling}}}" if respelling != name else ""


def _respelled(word: str) -> str:
    if word.isupper():
        return " ".join(word)
    plain = "".join(letter for letter in normalize("NFD", word) if letter.isalpha())
    sounded = plain
    for letters, sound in _SOUNDS:
        sounded = re.sub(letters, sound, sounded)
    syllables = _SYLLABLE.findall(sounded)
    if "".join(syllables) != sounded or len(syllables) < 2:
        return sounded
    return "-".join(syllables)
