"""A clip as it lies in the store: its word marks and its sound."""

from __future__ import annotations

import json
from pathlib import Path

from cjpublish.model import Speech, WordMark
from cjpublish.store import Store

__all__ = ["MissingError", "pack", "stored", "unpack"]


class MissingError(Exception):
    """A clip is not in the store; perhaps it was damaged, and has been removed."""


def pack(speech: Speech) -> bytes:
    """Return speech as bytes: a line of JSON with the rate and the word marks, then the PCM."""
    marks = [(*mark.spoken, mark.begin, mark.end) for mark in speech.words]
    return json.dumps([speech.rate, marks], separators=(",", ":")).encode() + b"\n" + speech.pcm


def unpack(content: bytes) -> Speech:
    """Return what `pack` was given."""
    head, _, pcm = content.partition(b"\n")
    rate, marks = json.loads(head)
    return Speech(pcm, rate, tuple(WordMark((first, last), begin, end) for first, last, begin, end in marks))


def stored(folder: Path, key: str) -> Speech:
    """Return the clip that a store holds under a key; raises MissingError where it holds none."""
    content = Store(folder).get(key)
    if content is None:
        raise MissingError(key)
    return unpack(content)
