"""One chapter's clips and pauses become one run of audio and its Track.

pydub finds the quiet and cuts. What is joined grows in place: a long chapter is too much to hold twice.
"""

from __future__ import annotations

import random
import sys
import warnings
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from cjpublish.audio.encode import FRAME
from cjpublish.audio.fading import faded
from cjpublish.model import Clip, Track, WordClip, WordClips

if TYPE_CHECKING:
    from pydub import AudioSegment

__all__ = ["Take", "assemble"]

_SAMPLE = 2
"""Bytes of a sample."""
_FADE = 5
"""Milliseconds of fade at both ends of a clip, against clicks."""
_EDGE = 30
"""Milliseconds of an engine's own quiet that are kept at both ends of a clip."""
_QUIET = -50.0
"""dBFS below which an engine's own lead-in and tail count as quiet."""
_TONE = 6
"""Room tone's greatest sample value: about -79 dBFS RMS, so that a pause is not a hole."""
_ROOM_FADE = 50
"""Milliseconds over which room tone comes and goes at a chapter's ends."""
_SILENT = 2048
"""Samples of digital silence at a chapter's very ends: an encoder's priming must meet silence there."""


@dataclass(frozen=True, slots=True)
class Take:
    """A clip in its place."""

    sentence: str
    """The id of the sentence that it says or announces."""
    pcm: bytes
    """Mono, signed 16-bit little-endian, at the narration's rate."""
    pause: int
    """Milliseconds of quiet after it."""
    words: WordClips = field(default_factory=WordClips)
    """When the sentence's words are heard, in samples from the start of `pcm`."""
    voice: str = ""
    """The name of the voice that says it."""


def assemble(chapter: str, takes: Iterable[Take], rate: int, head: int, tail: int) -> tuple[Track, bytearray]:
    """Join takes of a chapter with quiet of `head` and `tail` milliseconds around them.

    Returns the Track and the PCM (mono, signed 16-bit, `rate` Hz). Its length is a multiple of `FRAME` samples and it
    begins and ends in silence, so that encoded chapters can be joined packet by packet. Takes of one sentence that
    follow each other are one clip.
    """
    joined = bytearray(_room(_samples(head, rate), rate, rising=True))
    position = _samples(head, rate)
    clips: list[Clip] = []
    pause = 0
    for take in takes:
        quiet = _samples(pause, rate)
        joined += _room(quiet, rate)
        position += quiet
        pause = take.pause
        pcm, cut = _trimmed(take.pcm, rate)
        end = position + len(pcm) // _SAMPLE
        words = WordClips(_moved(word, position - cut, position, end) for word in take.words)
        if clips and clips[-1].sentence == take.sentence:
            before = clips[-1]
            voices = (*before.voices, take.voice)
            clips[-1] = Clip(take.sentence, before.begin, end, WordClips((*before.words, *words)), voices)
        else:
            clips.append(Clip(take.sentence, position, end, words, (take.voice,)))
        joined += pcm
        position = end
    quiet = _samples(tail, rate)
    quiet += -(position + quiet) % FRAME
    joined += _room(quiet, rate, falling=True)
    return Track(chapter, position + quiet, tuple(clips)), joined


def _moved(word: WordClip, by: int, begin: int, end: int) -> WordClip:
    """Return a word's clip later by some samples, within its sentence's clip."""
    return WordClip(word.written, min(max(word.begin + by, begin), end), min(max(word.end + by, begin), end))


def _trimmed(pcm: bytes, rate: int) -> tuple[bytes, int]:
    """Cut an engine's own quiet down to `_EDGE` and fade the ends; return how many samples went from the start, too."""
    if pcm == bytes(len(pcm)):
        return pcm, 0
    silence = _pydub("silence")
    segment = _segment(pcm, rate)
    lead = silence.detect_leading_silence(segment, _QUIET)
    if lead >= len(segment):
        return pcm, 0
    trail = silence.detect_leading_silence(segment.reverse(), _QUIET)
    start = max(0, lead - _EDGE)
    kept = segment[start : len(segment) - max(0, trail - _EDGE)]
    fade = min(_FADE, len(kept) // 2)
    return faded(kept, fade, fade), _samples(start, rate)


def _segment(pcm: bytes, rate: int) -> AudioSegment:
    return _pydub("audio_segment").AudioSegment(pcm, sample_width=_SAMPLE, frame_rate=rate, channels=1)


def _room(length: int, rate: int, *, rising: bool = False, falling: bool = False) -> bytes:
    """Return room tone of a length in samples, fading in from or out to digital silence at a chapter's ends."""
    tile = _tone(rate)
    tone = (tile * (length * _SAMPLE // len(tile) + 1))[: length * _SAMPLE]
    if not (rising or falling):
        return tone
    silent = min(_SILENT, length) * _SAMPLE
    quiet = bytes(silent)
    segment = _segment(tone[silent:], rate)
    fade = min(_ROOM_FADE, len(segment))
    room = quiet * rising + faded(segment, fade * rising, fade * falling)
    # pydub fades in whole milliseconds, which can take or give a few samples.
    return room[: len(tone) - silent * falling].ljust(len(tone), b"\0")


@cache
def _tone(rate: int) -> bytes:
    """Return a second of the same noise every time."""
    source = random.Random(1)  # noqa: S311 (noise, not a secret)
    samples = array("h", (source.randint(-_TONE, _TONE) for _ in range(rate)))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def _samples(milliseconds: int, rate: int) -> int:
    return milliseconds * rate // 1000


@cache
def _pydub(module: str) -> Any:
    """Import a module of pydub without its warnings: it looks for an ffmpeg program, which nothing here runs."""
    from importlib import import_module

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module(f"pydub.{module}")
