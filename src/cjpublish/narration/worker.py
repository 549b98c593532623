"""What a worker process does: speak a sentence, or assemble and encode a chapter.

Pure functions of their arguments, so that any executor can run them on any machine that has cjpublish.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cjpublish import alignment, engines
from cjpublish.audio import encode, loudness, pcm
from cjpublish.engines import Engine
from cjpublish.model import Speech, Track, Voice, WordMark
from cjpublish.narration import assemble as assembly

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["align", "assemble", "follow", "speak"]


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


def assemble(
    chapter: str, takes: Sequence[assembly.Take], rate: int, profile: str, head: int, tail: int
) -> tuple[Track, bytes, bytes]:
    """Join a chapter's clips, bring it to its loudness, encode it; return its Track, AAC in MP4 and MP3 frames."""
    target = loudness.PROFILES[profile]
    track, joined = assembly.assemble(chapter, takes, rate, head, tail)
    levelled = loudness.normalise(joined, rate, target)
    return track, encode.aac(levelled, rate), encode.mp3(levelled, rate, target.mp3_bitrate)


def follow() -> None:
    """Have this process end as soon as the one that started it has ended, however that happened."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@cache
def _engine(name: str) -> Engine:
    return engines.load(name)
