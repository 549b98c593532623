"""The espeak-ng engine: small, quick and plain; for drafts, and for languages that no other engine has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from importlib.metadata import version
from pathlib import Path

from cjpublish.engines import espeak_library
from cjpublish.engines._espeak_speech import phonemes, synthesise
from cjpublish.engines._faults import check_within, fault
from cjpublish.engines._marks import marks
from cjpublish.engines._quiet import clean, has_words, quiet
from cjpublish.errors import EngineError
from cjpublish.model import Speech, Voice

__all__ = ["Espeak"]

_REVISION = 3
_HZ = 22050
_LONGEST = 20_000
_WORDS_A_MINUTE, _SLOWEST, _FASTEST = 175, 80, 450
_PITCH, _HIGHEST = 50, 99

# speak_lib.h
_PARAMETER_RATE, _PARAMETER_PITCH = 1, 3


class Espeak:
    """espeak-ng, from the package espeakng-loader, spoken through ctypes."""

    takes_ipa = False
    gives_words = True

    def __init__(self) -> None:
        """Read which version is installed; nothing is loaded."""
        self.version = f"espeakng-loader {version('espeakng-loader')} revision {_REVISION}"

    def requests(self, text: str, voice: Voice) -> int:
        """Return 0: no network is used."""
        return 0

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak one sentence at 22,050 Hz; the same text and voice give the same bytes.

        The voice's `voice` is an espeak-ng voice with or without a variant ("en-us", "fr+f2"); empty, the best one for
        the voice's language. Rate 1 is 175 words a minute, pitch 1 is espeak-ng's 50 of 99.

        Raises EngineError where there is no such voice, or rate, pitch or text are out of espeak-ng's bounds.
        """
        check_within("rate", voice.rate, _SLOWEST / _WORDS_A_MINUTE, _FASTEST / _WORDS_A_MINUTE, voice)
        check_within("pitch", voice.pitch, 0, _HIGHEST / _PITCH, voice)
        if len(text) > _LONGEST:
            message = f"a sentence has {len(text)} characters, and espeak takes {_LONGEST} at most"
            raise fault("sentence-too-long", message, voice, "end sentences where a listener would breathe")
        folder = espeak_library.find(voice)
        name = _name(voice, folder)
        content = clean(text)
        if not has_words(content):
            return quiet(_HZ)
        with espeak_library.loaded(folder) as library:
            if library.espeak_SetVoiceByName(name.encode()) != 0:
                raise _unknown("voice", name, espeak_library.languages(folder), voice)
            library.espeak_SetParameter(_PARAMETER_RATE, round(_WORDS_A_MINUTE * voice.rate), 0)
            library.espeak_SetParameter(_PARAMETER_PITCH, round(_PITCH * voice.pitch), 0)
            pcm, sounds = synthesise(library, content)
            return Speech(pcm, _HZ, marks(text, sounds, partial(phonemes, library)))


def _name(voice: Voice, folder: Path) -> str:
    """Return the name for espeak_SetVoiceByName; a language is looked up as RFC 4647, 3.4 does."""
    if voice.voice:
        base, plus, variant = voice.voice.partition("+")
        # espeak-ng takes an unknown variant without a word.
        variants = espeak_library.variants(folder)
        if variant and variant not in variants:
            raise _unknown("variant", variant, variants, voice)
        # A language's tag is no voice's name to it where letters differ in case: `en-gb` for its `en-GB`.
        return espeak_library.languages(folder).get(base.lower(), base) + plus + variant
    languages = espeak_library.languages(folder)
    subtags = voice.language.lower().split("-")
    for length in range(len(subtags), 0, -1):
        if name := languages.get("-".join(subtags[:length])):
            return name
    known = ", ".join(sorted(languages))
    raise fault("unknown-voice", f"espeak has no voice for the language '{voice.language}'", voice, f"it has {known}")


def _unknown(kind: str, name: str, known: Iterable[str], voice: Voice) -> EngineError:
    listed = sorted(known)
    near = get_close_matches(name.lower(), listed, n=1, cutoff=0.5)
    fix = f"did you mean '{near[0]}'?" if near else "it has " + ", ".join(listed)
    return fault("unknown-voice", f"espeak has no {kind} '{name}'", voice, fix)
