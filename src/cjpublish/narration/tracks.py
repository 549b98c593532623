"""A Track as it lies in the store."""

from __future__ import annotations

import json
from sys import intern

from cjpublish.model import Clip, Track, WordClips

__all__ = ["pack", "unpack"]


def pack(track: Track) -> bytes:
    """Return a track as JSON."""
    clips = [(clip.sentence, clip.begin, clip.end, clip.words.as_text(), clip.voices) for clip in track.clips]
    return json.dumps([track.chapter, track.length, clips], separators=(",", ":")).encode()


def unpack(content: bytes) -> Track:
    """Return what `pack` was given."""
    chapter, length, clips = json.loads(content)
    return Track(chapter, length, tuple(_clip(*fields) for fields in clips))


def _clip(sentence: str, begin: int, end: int, words: str, voices: list[str]) -> Clip:
    return Clip(intern(sentence), begin, end, WordClips.from_text(words), tuple(map(intern, voices)))
