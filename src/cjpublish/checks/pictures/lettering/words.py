"""Words that were read in a picture, held against what is said of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["Told", "is_readable", "matters", "words"]

_TOKEN = re.compile(r"\w+")
_HAN_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]+")
_LATIN = re.compile("[a-z]+")
_STEM = 4
"""Letters by which a word is known again in another form; words that are shorter need not be told."""
_ALIKE = 0.75
"""From which likeness a word is one that was read with a letter wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a picture."""

    words: frozenset[str]
    stems: frozenset[str]
    """The beginnings of the words."""
    whole: str
    """All its letters in one, since spaces are not always read."""

    @classmethod
    def of(cls, text: str) -> Told:
        """Return what is known by a text."""
        known = words(text)
        return cls(frozenset(known), frozenset(word[:_STEM] for word in known), "".join(known))

    def holds(self, word: str) -> bool:
        """Tell whether a word is said, in any form and even if a letter of it was misread."""
        is_said = word[:_STEM] in self.stems or word in self.whole
        return is_said or bool(get_close_matches(word, self.words, 1, _ALIKE))


def words(text: str) -> list[str]:
    """Return a text's words in small letters without accents; of Chinese and Japanese, pairs of characters.

    What has a digit in it is a number or a name of parts, and other scripts are what the recogniser can't read.
    """
    plain = "".join(each for each in unicodedata.normalize("NFKD", _split(text)) if not unicodedata.combining(each))
    found: list[str] = []
    for token in _TOKEN.findall(plain.casefold()):
        if _LATIN.fullmatch(token):
            found.append(token)
        else:
            found += [run[at : at + 2] for run in _HAN_KANA.findall(token) for at in range(0, len(run) - 1, 2)]
    return found


def matters(word: str) -> bool:
    """Tell whether a word has to be told: it is none of the small ones."""
    return len(word) >= _STEM or not word.isascii()


def is_readable(text: str) -> bool:
    """Tell whether a text is mostly in letters that the recogniser knows; one without any letter is."""
    letters = [letter for letter in text if letter.isalpha()]
    known = sum(unicodedata.name(each, "").startswith(("LATIN", "CJK", "HIRAGANA", "KATAKANA")) for each in letters)
    return 2 * known >= len(letters)


def _split(text: str) -> str:
    """Return a text with spaces where small letters are followed by a capital: `GardenPress`."""
    return re.sub(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])", " ", text)
