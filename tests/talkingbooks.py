"""Publications with a voice: each sentence is a tone of its own, so that what is heard can be told from its pitch."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
from numpy.typing import NDArray

from cjpublish.audio import encode
from cjpublish.model import (
    Book,
    Chapter,
    Clip,
    EncodedChapter,
    Packets,
    Publication,
    Timeline,
    Track,
    WordClip,
    WordClips,
    inline_text,
    walk_sentences,
)

__all__ = ["RATE", "hertz", "pitch", "voiced"]

RATE = 22050
"""Hz."""
_TONE = 0.32
_PAUSE = 0.13
_BITRATE = 64_000


def hertz(place: int) -> float:
    """Return the pitch of the sentence at a place in its chapter, from 0; no two neighbours are alike."""
    return 400 + 150 * (place % 12)


def pitch(sound: NDArray[np.float64], rate: int = RATE) -> float:
    """Return the strongest frequency of a sound, in Hz."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.fft.rfftfreq(len(sound), 1 / rate)[spectrum.argmax()])


def voiced(publication: Publication) -> Book:
    """Return the publication narrated: a tone and a pause for each sentence of each page, really encoded."""
    audio = {}

    def spoken(chapter: Chapter) -> Track:
        track, pcm = _spoken(chapter)
        aac, mp3 = partial(encode.aac, pcm, RATE), partial(encode.mp3, pcm, RATE, _BITRATE)
        audio[chapter.id] = EncodedChapter(chapter.id, (Packets(track.length, aac),), (Packets(track.length, mp3),))
        return track

    tracks = tuple(map(spoken, publication.reading_order))
    pages = (spoken(publication.cover), spoken(publication.contents))
    return Book(publication, Timeline(RATE, tracks, pages), audio)


def _spoken(chapter: Chapter) -> tuple[Track, bytes]:
    clips: list[Clip] = []
    sound = [np.zeros(round(_PAUSE * RATE))]
    for place, sentence in enumerate(walk_sentences(chapter.blocks)):
        begin = sum(map(len, sound))
        time = np.arange(round(_TONE * RATE)) / RATE
        sound += [0.4 * np.sin(2 * np.pi * hertz(place) * time), np.zeros(round(_PAUSE * RATE))]
        clips.append(
            Clip(sentence.id, begin, begin + len(time), _words(inline_text(sentence.inlines), begin, len(time)))
        )
    whole = np.concatenate(sound)
    length = -(-len(whole) // encode.FRAME) * encode.FRAME
    pcm = np.rint(np.pad(whole, (0, length - len(whole))) * 32767).astype("<i2").tobytes()
    return Track(chapter.id, length, tuple(clips)), pcm


def _words(text: str, begin: int, length: int) -> WordClips:
    """Return when each word would be heard if every character took as long as any other."""
    return WordClips(
        WordClip(match.span(), begin + match.start() * length // len(text), begin + match.end() * length // len(text))
        for match in re.finditer(r"\w+(?:[’'-]\w+)*", text)
    )
