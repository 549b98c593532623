"""Which language a short text is in, where its words leave no doubt."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["another"]

_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch",
}  # fmt: skip
_SMALL_WORDS = {
    "en": "the of and is are with from by was were this that which their they at for on an it its has have",
    "de": "der die das und ist sind ein eine einer eines einem einen mit von dem den im auf für zu nicht auch wird",
    "fr": "le les des et est sont une avec dans du au aux sur pour qui par ce cette ces leur elle il",
    "es": "el los las y es son una con del al por para que en se su sus este esta como",
    "it": "il lo gli e è sono una con del della dei delle nel nella che per di si su questo questa",
    "pt": "o os as e é são uma com do da dos das no na que em por para se seu sua este esta",
    "nl": "de het een en is zijn met van op aan voor door bij naar niet ook wordt worden dat deze",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_ENOUGH = 3
"""Small words of another language, while there is none of its own, that leave no doubt."""
_LATIN_SHARE = 0.3


def another(text: str, language: str) -> str:
    """Return the name of another language that a text is surely in; empty where it may be in `language` (BCP 47).

    Only languages that are known here are told apart, and Latin letters from all others.
    """
    own = language.replace("_", "-").partition("-")[0].lower()
    if own not in _WORDS:
        return ""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if len(letters) >= 6 and latin < _LATIN_SHARE * len(letters):
        return "another script"
    words = {word.casefold() for word in _WORD.findall(text)}
    if words & _WORDS[own]:
        return ""
    counts = {other: len(words & known) for other, known in _WORDS.items() if other != own}
    best = max(counts, key=lambda other: counts[other])
    return _NAMES[best] if counts[best] >= _ENOUGH else ""
