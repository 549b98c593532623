"""A person's recordings for the cases of the narration family: the garden's summer, told and listened to."""

from __future__ import annotations

import wave
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import cjpublish
from cjpublish import engines
from cjpublish.model import Voice
from cjpublish.narration import recorded
from cjpublish.store import Store
from planted import Good

__all__ = ["CHAPTER", "RATE", "SENTENCES", "VOICE", "listened", "told", "wav", "written"]

Samples = NDArray[np.int16]
RATE = 22_050
VOICE = "engine: recording\nvoice: person\nnarrator: A. Reader\nfallback: reader\n"
SENTENCES = (
    "Summer.",
    "Water in the evening, when the stones are still warm.",
    "In the last week of August the beans are dry.",
)
CHAPTER = f"---\nvoice: person\n---\n\n# Summer\n\n{SENTENCES[1]} {SENTENCES[2]}\n"
"""A chapter that the person has read."""


def told(*parts: str | Samples) -> Samples:
    """Return texts as espeak-ng says them, and other sounds, between the pauses and in the quiet of a room."""
    sound = [_room(0.7)]
    for part in parts:
        sound += [_spoken(part) if isinstance(part, str) else part, _room(0.6)]
    return np.concatenate(sound)


def wav(samples: Samples, rate: int = RATE) -> bytes:
    """Return samples as a WAV file."""
    file = BytesIO()
    with wave.open(file, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(rate)
        output.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def written(good: Good, files: Mapping[str, bytes], voice: str = VOICE, chapter: str = CHAPTER) -> Path:
    """Return the garden with a person's voice for its summer: `files` are those of voices/person/."""
    recordings = {f"voices/person/{name}": content for name, content in files.items()}
    return good.manuscript({"manuscript/02-summer.md": chapter, "voices/person.yaml": voice, **recordings})


def listened(good: Good, files: Mapping[str, bytes], voice: str = VOICE, chapter: str = CHAPTER) -> Path:
    """Return what `written` does, once the program has listened to the recordings, as it does in each build."""
    pytest.importorskip("pocketsphinx", reason="pocketsphinx, of cjpublish[align], is not installed")
    root = written(good, files, voice, chapter)
    publication, cache = cjpublish.read(root), good.built.parent / "cache"
    with ThreadPoolExecutor(1) as executor:
        while parts := recorded.unstudied(cjpublish.plan(publication, cache=cache).plan, Store(cache)):
            recorded.study(parts, Store(cache), executor)
    return root


def _spoken(text: str) -> Samples:
    return np.frombuffer(engines.load("espeak").speak(text, Voice("n", "espeak", language="en-us")).pcm, "<i2")


def _room(seconds: float) -> Samples:
    return np.random.default_rng(1).normal(0, 6, round(seconds * RATE)).astype(np.int16)
