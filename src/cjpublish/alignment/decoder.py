"""The recogniser: pocketsphinx with its model of American English. Time here is in frames of 10 ms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

__all__ = ["DICTIONARY", "HZ", "Fit", "Listener", "Timed", "force", "listener"]

HZ = 16000
"""The rate that the model knows."""
_MODEL = Path(pocketsphinx.__file__).parent / "model" / "en-us"
DICTIONARY = _MODEL / "cmudict-en-us.dict"
_LATE = 4.5
"""Frames by which the recogniser is early, measured on onsets (3 to 4.5) and on Piper's durations (5.2)."""
_MARGIN = 20
"""Frames of near-silence set around a sound, so that the model hears it begin and end."""
_FLOOR = 4
"""RMS of the noise that is added, so that digital silence has a spectrum."""
_SCORE = 1024
"""Pocketsphinx divides its scores by this."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A word that was heard."""

    word: int
    """Its index: of the text when forced, of the vocabulary when listened for."""
    begin: float
    """Frames from the sound's start."""
    end: float
    """Frames from the sound's start."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A text laid over a sound."""

    words: tuple[Timed, ...]
    """Each word of the text, in order."""
    score: float
    """The mean logarithm of how much less likely a frame is than with the sound that fits it best; at most 0, and by
    itself no measure, as it depends on the speaker."""


class Listener:
    """A recogniser of one chapter's vocabulary."""

    def __init__(self, decoder: pocketsphinx.Decoder) -> None:
        """Hold a decoder whose words are called w0, w1, …"""
        self._decoder = decoder

    def hear(self, samples: NDArray[np.int16]) -> tuple[Timed, ...]:
        """Return the words that are heard in a piece of sound at 16 kHz of up to about half a minute."""
        return _words(_decode(self._decoder, samples), len(samples))


@contextmanager
def listener(pronunciations: Sequence[Sequence[str]], language_model: str) -> Iterator[Listener]:
    """Give a Listener for words by their pronunciations and a language model (ARPA) that calls them w0, w1, …"""
    with TemporaryDirectory() as folder:
        model = Path(folder, "text.lm")
        model.write_text(language_model, encoding="ascii")
        yield Listener(_decoder(pronunciations, folder, str(model)))


def force(samples: NDArray[np.int16], pronunciations: Sequence[Sequence[str]]) -> Fit | None:
    """Lay words, by their pronunciations, over a sound at 16 kHz that holds them in order and nothing else.

    Returns None where they can't be found.
    """
    if not pronunciations or not len(samples):
        return None
    with TemporaryDirectory() as folder:
        decoder = _decoder(pronunciations, folder, None)
    decoder.set_align_text(" ".join(f"w{index}" for index in range(len(pronunciations))))
    words = _words(_decode(decoder, samples), len(samples))
    result = decoder.hyp()
    if result is None or result.score <= 0 or [word.word for word in words] != list(range(len(pronunciations))):
        return None
    spoken = sum(word.end - word.begin for word in words)
    return Fit(words, math.log(result.score) * _SCORE / max(spoken, 1))


def _decoder(pronunciations: Sequence[Sequence[str]], folder: str, language_model: str | None) -> pocketsphinx.Decoder:
    """Load the model with a dictionary of its own, which takes a hundredth of a second."""
    dictionary = Path(folder, "words.dict")
    lines = [
        f"w{index}{f'({way})' if way > 1 else ''} {phones}\n"
        for index, ways in enumerate(pronunciations)
        for way, phones in enumerate(ways, 1)
    ]
    dictionary.write_text("".join(lines), encoding="ascii")
    return pocketsphinx.Decoder(
        hmm=str(_MODEL / "en-us"), dict=str(dictionary), lm=language_model, dither=False, loglevel="FATAL"
    )


def _decode(decoder: pocketsphinx.Decoder, samples: NDArray[np.int16]) -> list[tuple[str, int, int]]:
    """Return what is heard one after the other: a name, the first and the last frame."""
    margin = _MARGIN * HZ // 100
    # RandomState's stream is the same in every version of numpy.
    noise = np.random.RandomState(0).normal(0, _FLOOR, len(samples) + 2 * margin)
    noise[margin : margin + len(samples)] += samples
    decoder.start_utt()
    decoder.process_raw(np.clip(noise, -32768, 32767).astype("<i2").tobytes(), full_utt=True)
    decoder.end_utt()
    return [(part.word, part.start_frame, part.end_frame) for part in decoder.seg() or ()]


def _words(segments: Sequence[tuple[str, int, int]], samples: int) -> tuple[Timed, ...]:
    """Return the words among segments, each ending where the next begins or, before a silence, where it fades."""
    last = samples / HZ * 100
    words: list[Timed] = []
    for (name, first, final), (next_name, _, _) in pairwise((*segments, ("", 0, 0))):
        if not name.startswith("w"):
            continue
        following = next_name.startswith("w")
        begin = min(max(first - _MARGIN + _LATE, 0), last)
        end = min(max(final + 1 - _MARGIN + (_LATE if following else 0), begin), last)
        words.append(Timed(int(name[1:].partition("(")[0]), begin, end))
    return tuple(words)
