"""Books of real encoded sound, for tests to join and decode: a chapter is a tone of its own between silences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cjpublish import pages
from cjpublish.audio import encode, mpeg
from cjpublish.audio.loudness import PROFILES
from cjpublish.model import (
    Book,
    Chapter,
    Clip,
    EncodedChapter,
    Heading,
    Metadata,
    Narration,
    Packets,
    Publication,
    Sentence,
    Text,
    Timeline,
    Track,
    Voice,
)

__all__ = ["METADATA", "book", "frames", "onsets", "samples", "tone"]

SILENCE = 2304
"""Samples before and after each tone."""
METADATA = Metadata(
    title="Le jardin",
    subtitle="Une année",
    language="fr-CA",
    identifier="urn:uuid:0c0b2c5e-8a3f-4f0e-9a53-6c9d8f3f2b11",
    modified="2026-11-24T00:00:00Z",
    authors=("A. Writer", "សុខ"),
    publisher="Garden Press",
    date="2026-11-24",
    rights="CC BY 4.0",
    description="Tout ce qui pousse.",
    slug="le-jardin",
    narrators=("Joe",),
)


def tone(length: int, rate: int, hertz: float, level: float = 0.3) -> bytes:
    """Return PCM of so many samples: a tone that begins at once after the silence and ends before another."""
    sound = np.zeros(length)
    inner = length - 2 * SILENCE
    sound[SILENCE : SILENCE + inner] = level * np.cos(2 * np.pi * hertz * np.arange(inner) / rate)
    return np.rint(sound * 32767).astype("<i2").tobytes()


def samples(pcm: bytes) -> NDArray[np.float64]:
    """Return PCM as numbers of full scale 1."""
    return np.frombuffer(pcm, "<i2") / 32768


def onsets(pcm: bytes, lengths: list[int]) -> list[int]:
    """Return, for each chapter of a joined sound, how many samples late its tone begins: negative where early."""
    sound = np.abs(samples(pcm))
    late = []
    begin = 0
    for length in lengths:
        late.append(int(np.argmax(sound[begin : begin + length] > 0.15)) - SILENCE)
        begin += length
    return late


def book(count: int, rate: int = 22050, profile: str = "podcast", metadata: Metadata = METADATA) -> Book:
    """Return a narrated book of so many chapters of about 2 to 4 seconds, no two neighbours alike."""
    chapters = []
    tracks = []
    audio = {}
    for number in range(1, count + 1):
        name = f"c{number}"
        length = encode.FRAME * (5 + number % 4) * (1 if rate < 40000 else 2)
        sentence = Sentence("s0000000a", (Text(f"Chapitre {number} ០១"),))
        chapters.append(Chapter(name, f"Chapitre {number} ០១", "chapter", (Heading(name, 1, sentence),)))
        tracks.append(Track(name, length, (Clip(sentence.id, SILENCE, length - SILENCE),)))
        pcm = tone(length, rate, 300 + 40 * (number % 7))
        bitrate = PROFILES[profile].mp3_bitrate
        aac, mp3 = partial(encode.aac, pcm, rate), partial(encode.mp3, pcm, rate, bitrate)
        audio[name] = EncodedChapter(name, (Packets(length, aac),), (Packets(length, mp3),))
    narration = Narration(
        {"joe": Voice("joe", "silence")}, "joe", "joe", "joe", "joe", loudness=profile, sample_rate=rate
    )
    contents = pages.contents(chapters, metadata)
    publication = Publication(
        metadata, tuple(chapters), pages.cover(metadata), contents, (), narration, ("m4b", "mp3"), Path()
    )
    return Book(publication, Timeline(rate, tuple(tracks)), audio)


def frames(content: bytes) -> Iterator[bytes]:
    """Yield the frames of bare MPEG audio, each by its own header."""
    begin = 0
    while begin < len(content):
        length = mpeg.frame_length(content, begin)
        assert length, f"no frame begins at byte {begin}"
        yield content[begin : begin + length]
        begin += length
