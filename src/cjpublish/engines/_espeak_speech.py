"""What espeak-ng gives while it speaks: the sound, and when each phoneme begins in it.

Its events of words are not enough: words that it runs together ("of the") have one, and where its text is not the
written one ("to be", numbers) their places in the text are wrong. Its events of phonemes have the true times.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

from cjpublish.engines._marks import Sound

__all__ = ["phonemes", "synthesise"]

# speak_lib.h
_POSITION_CHARACTER = 1
_CHARACTERS_UTF8 = 1
_PHONEMES_IPA = 0x02
_EVENT_LIST_TERMINATED, _EVENT_WORD, _EVENT_PHONEME = 0, 1, 7


class _Identity(ctypes.Union):
    """espeak_EVENT.id of speak_lib.h."""

    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def synthesise(library: ctypes.CDLL, text: str) -> tuple[bytes, list[Sound]]:
    """Speak a text with the voice that is set; return mono 16-bit PCM and its sounds, with breaks between words."""
    pcm = bytearray()
    events: list[tuple[int, str]] = []

    def collect(samples: int | None, count: int, reported: ctypes._Pointer[_Event]) -> int:
        if samples and count > 0:
            pcm.extend(ctypes.string_at(samples, 2 * count))
        events.extend(_named(reported))
        return 0

    callback = _Callback(collect)
    library.espeak_SetSynthCallback(callback)
    content = text.encode() + b"\0"
    size = ctypes.c_size_t(len(content))
    library.espeak_Synth(content, size, 0, _POSITION_CHARACTER, 0, _CHARACTERS_UTF8, None, None)
    return bytes(pcm), list(_sounds(events, len(pcm) // 2))


def phonemes(library: ctypes.CDLL, word: str) -> list[str]:
    """Return the phonemes of a word said by itself, in IPA, as the voice that is set says it."""
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    rest = ctypes.c_char_p(word.encode())
    clauses = []
    while rest.value:
        clause = library.espeak_TextToPhonemes(ctypes.byref(rest), _CHARACTERS_UTF8, _PHONEMES_IPA)
        clauses.append((clause or b"").decode(errors="ignore"))
    return list(normalize("NFD", " ".join(clauses)))


def _named(events: ctypes._Pointer[_Event]) -> Iterator[tuple[int, str]]:
    """Yield the sample and the name of each beginning: of a phoneme in IPA, of a pause with none, of a word a space."""
    index = 0
    while events and (event := events[index]).type != _EVENT_LIST_TERMINATED:
        if event.type == _EVENT_WORD:
            yield event.sample, " "
        elif event.type == _EVENT_PHONEME:
            # A long name is cut at eight bytes, perhaps within a letter.
            yield event.sample, event.id.string.decode(errors="ignore")
        index += 1


def _sounds(events: list[tuple[int, str]], length: int) -> Iterator[Sound]:
    """Yield the sounds of events; each lasts until the next begins. One name may be of several letters."""
    for (begin, name), (end, _) in pairwise((*events, (length, ""))):
        for letter in normalize("NFD", name):
            yield Sound(letter, begin, end)
