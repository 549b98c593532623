"""What is heard in a whole recording, piece by piece, so that neither time nor memory grows faster than its length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from cjpublish.alignment.decoder import Timed, listener
from cjpublish.alignment.script import Script
from cjpublish.alignment.sound import Recording
from cjpublish.alignment.trigrams import arpa

__all__ = ["hear"]

_LONGEST, _ENOUGH = 2000, 800
"""Frames of a piece: never more than the first, and from the second on it ends at the next pause."""
_APART = 100
"""Frames of quiet that no piece spans."""
_AROUND = 15
"""Frames of quiet that belong to a piece on either side."""
_SMOOTH = 5


def hear(recording: Recording, script: Script) -> tuple[Timed, ...]:
    """Return the words of the script's vocabulary that are heard, timed in frames from the recording's start."""
    if not script.words:
        return ()
    heard: list[Timed] = []
    with listener(script.ways, arpa([line.words for line in script.lines])) as ear:
        for begin, end in pieces(recording):
            for word in ear.hear(recording.piece(begin, end)):
                heard.append(Timed(word.word, begin + word.begin, begin + word.end))
    return tuple(heard)


def pieces(recording: Recording) -> Iterator[tuple[int, int]]:
    """Yield frames [begin, end) that hold all sound, ending at pauses and else where it is quietest."""
    edges = [
        (max(0, begin - _AROUND), min(recording.length, end + _AROUND)) for begin, end in _joined(recording.stretches())
    ]
    for begin, end in edges:
        at = begin
        while end - at > _LONGEST:
            window = recording.levels[at + _ENOUGH : at + _LONGEST]
            smooth = np.convolve(window, np.ones(_SMOOTH) / _SMOOTH, "same")
            cut = at + _ENOUGH + int(smooth[_SMOOTH:-_SMOOTH].argmin()) + _SMOOTH
            yield at, cut
            at = cut
        yield at, end


def _joined(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches of sound with short pauses between, as long as the piece isn't long enough."""
    joined: list[tuple[int, int]] = []
    for begin, end in stretches:
        first, last = joined[-1] if joined else (0, 0)
        if joined and begin - last < _APART and last - first < _ENOUGH and end - first < _LONGEST:
            joined[-1] = (first, end)
        else:
            joined.append((begin, end))
    return joined
