"""Names for what is heard: the same sound beside the same text is never listened to twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from itertools import pairwise
from math import inf
from pathlib import Path

from cjpublish import versions
from cjpublish.checks.listening import decoding, recogniser
from cjpublish.checks.listening.script import Line, Sound
from cjpublish.store import digest

__all__ = ["content", "of", "packets"]


def of(content: Sequence[str], sound: Sound, lines: Sequence[Line]) -> str:
    """Return the key of what is heard in a sound, given the hashes of its bytes."""
    code = versions.code("checks/listening")
    limits = [sound.begin, None if sound.end == inf else sound.end]
    return digest("heard-chapter", code, recogniser.version(), content, limits, list(map(astuple, lines)))


def content(audio: bytes) -> str:
    """Return the hash of an audio file's bytes."""
    return hashlib.sha256(audio).hexdigest()


def packets(path: Path, edges: Sequence[float]) -> list[str]:
    """Return for each stretch between two edges (seconds, rising) the hash of an audio file's packets that begin in it.

    Raises av.FFmpegError where the file can't be read.
    """
    hashes = [hashlib.sha256() for _ in pairwise(edges)]
    number = 0
    with decoding.opened(Sound(path, "", 0.0, inf)) as container:
        stream = container.streams.audio[0]
        for packet in container.demux(stream):
            begin = float((packet.pts or 0) * packet.time_base) if packet.pts is not None else 0.0
            while number + 1 < len(hashes) and begin >= edges[number + 1]:
                number += 1
            if packet.size and hashes:
                hashes[number].update(bytes(packet))
    return [each.hexdigest() for each in hashes]
