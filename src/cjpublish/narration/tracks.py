"""A Track as it lies in the store."""

from __future__ import annotations

import json

from cjpublish.model import Clip, Track, WordClip

__all__ = ["pack", "unpack"]


def pack(track: Track) -> bytes:
    """Return a track as JSON; a clip's words are one run of numbers, four a word: a long book has very many."""
    clips = [(clip.sentence, clip.begin, clip.end, _numbers(clip), clip.voices) for clip in track.clips]
    return json.dumps([track.chapter, track.length, clips], separators=(",", ":")).encode()


def unpack(content: bytes) -> Track:
    """Return what `pack` was given."""
    chapter, length, clips = json.loads(content)
    return Track(chapter, length, tuple(_clip(*fields) for fields in clips))


def _numbers(clip: Clip) -> list[int]:
    return [number for word in clip.words for number in (*word.written, word.begin, word.end)]


def _clip(sentence: str, begin: int, end: int, numbers: list[int], voices: list[str]) -> Clip:
    fours = zip(*[iter(numbers)] * 4, strict=True)
    words = tuple(WordClip((first, last), *times) for first, last, *times in fours)
    return Clip(sentence, begin, end, words, tuple(voices))
