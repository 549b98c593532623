"""The engine that says nothing for as long as a voice would take: for tests and dry runs."""

from __future__ import annotations

from dataclasses import replace

from cjpublish.engines._faults import check_within
from cjpublish.engines._quiet import quiet, words
from cjpublish.model import Speech, Voice, WordMark

__all__ = ["Silence"]

_RATE = 22050
_CHARACTERS_A_SECOND = 15
_SHORTEST = 0.2


class Silence:
    """Silence as long as the text."""

    version = "silence 2"
    takes_ipa = False
    gives_words = True

    def requests(self, text: str, voice: Voice) -> int:
        """Return 0: no network is used."""
        return 0

    def speak(self, text: str, voice: Voice) -> Speech:
        """Return silence at 22,050 Hz: a second for 15 characters at rate 1, 0.2 seconds at least; words in proportion.

        Raises EngineError where the voice's rate isn't between 0.1 and 10.
        """
        check_within("rate", voice.rate, 0.1, 10, voice)
        speech = quiet(_RATE, max(_SHORTEST, len(text) / _CHARACTERS_A_SECOND / voice.rate))
        length = len(speech.pcm) // 2
        marks = (
            WordMark((begin, end), begin * length // len(text), end * length // len(text)) for begin, end in words(text)
        )
        return replace(speech, words=tuple(marks))
