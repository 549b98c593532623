"""Samples as milliseconds, so rounded that parts add up to their whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cjpublish.model import Track

__all__ = ["Span", "contiguous", "edges", "milliseconds"]


@dataclass(frozen=True, slots=True)
class Span:
    """When something is heard, in whole milliseconds."""

    begin: int
    """From the start of its track."""
    end: int
    """From the start of its track."""


def milliseconds(samples: int, rate: int) -> int:
    """Return the nearest whole millisecond of a number of samples at `rate` Hz."""
    return round(samples * 1000 / rate)


def edges(tracks: Sequence[Track], rate: int) -> tuple[Span, ...]:
    """Return each track's place in the whole, in milliseconds from the whole's start.

    They touch: a track's length is the difference of its rounded edges, so that lengths add up to the total.
    """
    times = [milliseconds(samples, rate) for samples in accumulate((track.length for track in tracks), initial=0)]
    return tuple(Span(*span) for span in pairwise(times))


def contiguous(track: Track, rate: int, length: int) -> tuple[Span, ...]:
    """Return when each clip of a track is heard with the quiet around it: from nought to `length` milliseconds.

    A clip begins where the Timeline says and ends where the next begins (the first begins at nought); the pause after a
    sentence belongs to it (standards B.8).
    """
    begins = [0, *(milliseconds(clip.begin, rate) for clip in track.clips[1:]), length]
    return tuple(Span(*span) for span in pairwise(begins))
