"""What a worker process does: speak a sentence, or assemble and encode a part of a chapter.

Pure functions of their arguments, so that any executor can run them on any machine that has cjpublish.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from cjpublish import alignment, engines
from cjpublish.audio import encode as encoding
from cjpublish.audio import loudness, pcm
from cjpublish.engines import Engine
from cjpublish.model import Speech, Track, Voice, WordMark, Words
from cjpublish.narration import assemble as assembly
from cjpublish.narration.words import placed

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["Run", "Said", "align", "encode", "follow", "level", "speak"]


def speak(engine: str, text: str, voice: Voice, rate: int) -> Speech:
    """Speak a text; return it at `rate` Hz, with word marks where the engine gives them.

    Raises EngineError where the voice can't.
    """
    speech = _engine(engine).speak(text, voice)
    sound = pcm.resample(speech.pcm, speech.rate, rate)
    length = len(sound) // 2

    def at(sample: int) -> int:
        return min(round(sample * rate / speech.rate), length)

    return Speech(sound, rate, tuple(WordMark(mark.spoken, at(mark.begin), at(mark.end)) for mark in speech.words))


def align(speech: Speech, text: str, language: str) -> Speech:
    """Return speech with the word marks that forced alignment with its text finds."""
    return replace(speech, words=alignment.words(speech.pcm, speech.rate, text, language))


@dataclass(frozen=True, slots=True)
class Said:
    """What is heard of a sentence, and where its clip is."""

    sentence: str
    """The sentence's id."""
    clip: Callable[[], Speech]
    """Returns the clip: what the job carries, or what a store on this machine holds."""
    pause: int
    """Milliseconds of quiet after it."""
    words: Words
    """The words of its text that stand in the sentence."""
    voice: str
    """The name of the voice."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a chapter's sentences, to be assembled and encoded."""

    chapter: str
    """The chapter's id."""
    said: tuple[Said, ...]
    """In order."""
    rate: int
    """Hz."""
    profile: str
    """The loudness that it is brought to."""
    head: int
    """Milliseconds of quiet before it."""
    tail: int
    """Milliseconds of quiet after it."""


def level(run: Run) -> loudness.Level:
    """Return how loud a run is, and what it takes to bring it to its target."""
    _, joined = _joined(run)
    return loudness.Levelling(joined, run.rate, loudness.PROFILES[run.profile]).level()


def encode(run: Run, gain: float | None, encodings: Collection[str]) -> tuple[Track, dict[str, bytes]]:
    """Join a run's clips, bring it to its loudness, encode it; return its Track, and AAC in MP4 or MP3 frames by name.

    `gain` (dB) is that of a chapter of which it is a part; None brings it to the target by itself. `encodings` are
    those of `audio.encode.ENCODINGS` that are wanted.
    """
    target = loudness.PROFILES[run.profile]
    track, joined = _joined(run)
    levelling = loudness.Levelling(joined, run.rate, target)
    levelling.raise_by(levelling.level().gain if gain is None else gain)
    return track, {name: encoding.encoded(name, joined, run.rate, target.mp3_bitrate) for name in encodings}


def _joined(run: Run) -> tuple[Track, bytearray]:
    return assembly.assemble(run.chapter, map(_take, run.said), run.rate, run.head, run.tail)


def _take(said: Said) -> assembly.Take:
    speech = said.clip()
    words = placed(said.words, speech.words)
    return assembly.Take(said.sentence, speech.pcm, said.pause, words, said.voice)


def follow() -> None:
    """Have this process end when it is asked to, and as soon as the one that started it has ended, however it did."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@cache
def _engine(name: str) -> Engine:
    return engines.load(name)
