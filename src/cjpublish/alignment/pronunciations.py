"""How spoken words are pronounced, in phones of the acoustic model: from its dictionary, else from espeak-ng."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice, product
from pathlib import Path

from cjpublish.alignment.arpabet import arpabet
from cjpublish.engines import espeak_library
from cjpublish.model import Voice

__all__ = ["key", "pronounce"]

_MOST = 6
"""Pronunciations of one word that are tried."""
_VOICE = b"en-us"

# speak_lib.h
_CHARACTERS_UTF8 = 1
_PHONEMES_IPA = 2


def key(word: str) -> str:
    """Return what two words have in common that are pronounced alike: case and the kind of apostrophe do not count.

    IPA in its double brackets stands for itself.
    """
    return word if word.startswith("[[") else word.lower().replace("’", "'")


def pronounce(words: Iterable[str], dictionary: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the pronunciations of each word by its `key`, the likeliest first, as phones with spaces between them.

    `dictionary` is a file in the format of CMUdict. What it lacks is put together from parts at hyphens, and else read
    by espeak-ng's rules for American English. A word that nobody can say (a lone sign) has no entry.
    """
    keys = {key(word) for word in words}
    known = _entries(dictionary)
    plain = {part for word in keys if not word.startswith("[[") for part in (word, *_parts(word))}
    guessed = _espeak(sorted(plain))
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(keys):
        if word.startswith("[["):
            ways = [arpabet(word.strip("[]"))]
        elif word in known:
            ways = [*known[word], guessed.get(word, "")]
        else:
            ways = [*_joined(word, known, guessed), guessed.get(word, "")]
        if said := tuple(dict.fromkeys(way for way in ways if way))[:_MOST]:
            found[word] = said
    return found


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in word.split("-") if part)


def _joined(word: str, known: Mapping[str, tuple[str, ...]], guessed: Mapping[str, str]) -> list[str]:
    """Say the parts of a hyphenated word one after the other."""
    parts = _parts(word)
    if len(parts) < 2:
        return []
    ways = [known.get(part, ()) or (guessed.get(part, ""),) for part in parts]
    return [" ".join(filter(None, way)) for way in islice(product(*ways), _MOST)]


@cache
def _entries(dictionary: Path) -> Mapping[str, tuple[str, ...]]:
    """Read a dictionary of one `word phone phone …` a line; further pronunciations are called `word(2)`."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        name, _, phones = line.partition(" ")
        word = name.partition("(")[0] or name
        entries[word] = (*entries.get(word, ()), phones)
    return entries


def _espeak(words: Iterable[str]) -> Mapping[str, str]:
    """Return what espeak-ng says for each word, read by itself, as phones."""
    folder = espeak_library.find(Voice("alignment", "espeak"))
    said: dict[str, str] = {}
    with espeak_library.loaded(folder) as library:
        library.espeak_SetVoiceByName(_VOICE)
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        for word in words:
            content = ctypes.c_char_p(word.encode() + b"\0")
            ipa = b""
            while content.value is not None:
                ipa += library.espeak_TextToPhonemes(ctypes.byref(content), _CHARACTERS_UTF8, _PHONEMES_IPA) or b""
            if phones := arpabet(ipa.decode()):
                said[word] = phones
    return said
