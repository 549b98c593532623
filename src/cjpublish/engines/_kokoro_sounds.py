"""How a text is said in the sounds of Kokoro's table: written by espeak-ng, IPA in [[ ]] as it stands.

The phonemiser is the one that comes with Piper. That of kokoro-onnx loads the library of espeakng-loader for the rest
of the process, and then the engine `espeak`, which needs it afresh for each sentence, no longer gives the same bytes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from cjpublish.engines._faults import fault
from cjpublish.engines._ipa import as_espeak_writes
from cjpublish.engines._quiet import has_words
from cjpublish.model import Voice

if TYPE_CHECKING:
    from piper.phonemize_espeak import EspeakPhonemizer

__all__ = ["sounds"]

_IPA = re.compile(r"\[\[(.*?)\]\]")
_MARKS = re.compile(r"[\s.,;:!?…—]*")


def sounds(text: str, accent: str, voice: Voice) -> str:
    """Return the sounds of a text in a language as espeak-ng names it, each a character of Kokoro's table.

    Raises EngineError where IPA holds a sound that the table doesn't have.
    """
    parts = []
    at = 0
    for match in _IPA.finditer(text):
        parts += [_said(text[at : match.start()], accent), _spelt(match[1], voice)]
        at = match.end()
    parts.append(_said(text[at:], accent))
    table = _table()
    return " ".join("".join(sound for sound in "".join(parts) if sound in table).split())


def _said(text: str, accent: str) -> str:
    """Return the sounds of plain text; white space and punctuation around it, which espeak-ng would drop, stay."""
    marks = _MARKS.match(text)
    before = marks[0] if marks else ""
    after = " " if text[len(before) :] != text[len(before) :].rstrip() else ""
    if not has_words(text):
        return before
    said = " ".join("".join(part).strip() for part in _phonemizer().phonemize(accent, text[len(before) :]))
    return before + _composed(said) + after


def _spelt(ipa: str, voice: Voice) -> str:
    spelt = _composed(as_espeak_writes(ipa))
    if unknown := sorted(set(spelt) - _table().keys()):
        message = f"kokoro has no sound for {', '.join(unknown)} in the pronunciation [[{ipa}]]"
        raise fault("unknown-phoneme", message, voice, "write it with sounds of the voice's own language")
    return spelt


def _composed(said: str) -> str:
    """Return sounds and the signs on them as Kokoro's table has them: apart, but for one letter."""
    return normalize("NFD", said).replace("c\N{COMBINING CEDILLA}", "ç")


@cache
def _phonemizer() -> EspeakPhonemizer:
    from piper.phonemize_espeak import EspeakPhonemizer

    return EspeakPhonemizer()


def _table() -> dict[str, int]:
    from kokoro_onnx.config import DEFAULT_VOCAB

    table: dict[str, int] = DEFAULT_VOCAB
    return table
