"""Where a sentence's sound begins and ends, so that no soft beginning is cut and no two sentences overlap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from cjpublish.alignment.placing import Placed
from cjpublish.alignment.sound import Recording

__all__ = ["edges"]

_BACK, _ON = 25, 40
"""Frames that an edge is moved out at most: back to a soft beginning, on to where the last sound fades."""
_BEFORE, _AFTER = 4, 8
"""Frames of quiet that are left around a sentence."""


def edges(recording: Recording, placed: Sequence[Placed]) -> list[tuple[int, int]]:
    """Return the frames [begin, end) of sentences in order of time."""
    if not placed:
        return []
    limits = [0, *(_between(recording, left, right) for left, right in pairwise(placed)), recording.length]
    begins = [_begin(recording, item, low) for item, low in zip(placed, limits[:-1], strict=True)]
    ends = [_end(recording, item, high) for item, high in zip(placed, limits[1:], strict=True)]
    return [(begin, max(begin, end)) for begin, end in zip(begins, ends, strict=True)]


def _between(recording: Recording, left: Placed, right: Placed) -> int:
    """Return the quietest frame between two sentences, the first one where several are."""
    begin, end = sorted((int(left.end), int(right.begin)))
    first, last = max(0, begin - 3), min(recording.length, end + 3)
    return first + int(recording.levels[first:last].argmin()) if last > first else first


def _begin(recording: Recording, placed: Placed, low: int) -> int:
    sounds = recording.sounds
    at = min(max(low, int(placed.begin)), recording.length - 1)
    if sounds[at]:
        first = max(low, at - _BACK)
        while at > first and sounds[at - 1]:
            at -= 1
    else:
        last = int(placed.words[0].end) if placed.words else at
        later = np.flatnonzero(sounds[at:last])
        at += int(later[0]) if later.size else 0
    return max(low, at - _BEFORE)


def _end(recording: Recording, placed: Placed, high: int) -> int:
    sounds = recording.sounds
    at = max(1, min(high, int(placed.end + 1)))
    if sounds[at - 1]:
        last = min(high, at + _ON)
        while at < last and sounds[at]:
            at += 1
    else:
        first = int(placed.words[-1].begin) if placed.words else at
        earlier = np.flatnonzero(sounds[first:at])
        at = first + int(earlier[-1]) + 1 if earlier.size else at
    return min(high, at + _AFTER)
