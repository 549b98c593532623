"""A second look for sentences of which too little was understood, in the sound that no other sentence takes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cjpublish.alignment.placing import ENOUGH, Manner, Placed, lay, trusted
from cjpublish.alignment.script import Script
from cjpublish.alignment.sound import Recording

__all__ = ["echo", "recover"]

_SENTENCES, _STRETCHES = 6, 12
"""Missing sentences, and stretches of sound, between two known sentences: with more, nothing is tried."""
_CERTAIN = 0.7
"""The confidence that is wanted where nothing of a sentence was understood, and it or its place may be another."""
_NEAR = 2
"""Sentences before and after a second reading that it may be of."""
_SHORTEST = 12
"""Frames of a stretch that may be speech."""
_QUICKEST, _SLOWEST = 0.45, 2.2
"""How long a sentence may take, of what is usual."""
_COVERED = 0.6
"""The share of a stretch that the words must last for."""
_AROUND = 15


def recover(
    recording: Recording, script: Script, placed: Sequence[Placed], usual: Manner, free: Sequence[tuple[int, int]]
) -> list[Placed]:
    """Return sentences that are missing between those placed, which are in order, where sound fits them well.

    `free` are frames [begin, end) of sound that nothing is known of, in order.
    """
    free = [(begin, end) for begin, end in free if end - begin >= _SHORTEST]
    begins = [begin for begin, _ in free]
    known = [(-1, 0.0, 0.0), *((item.line, item.begin, item.end) for item in placed)]
    known.append((len(script.lines), recording.length, recording.length))
    found: list[Placed] = []
    for (before, _, low), (after, high, _) in pairwise(known):
        lines = [line for line in range(before + 1, after) if script.lines[line].words]
        stretches = free[bisect_left(begins, low) : bisect_left(begins, high)]
        if 0 < len(lines) <= _SENTENCES and 0 < len(stretches) <= _STRETCHES:
            found += _sought(recording, script, lines, stretches, usual, (low, high))
    return found


def echo(
    recording: Recording, script: Script, placed: Sequence[Placed], usual: Manner, part: tuple[float, float]
) -> int | None:
    """Return which of the sentences around a stretch of speech is said in it, placed ones or missing ones, if any."""
    number = bisect_left([item.begin for item in placed], part[0])
    near = [item.line for item in placed[max(0, number - _NEAR) : number + _NEAR]]
    lines = [line for line in range(near[0], near[-1] + 1) if script.lines[line].words] if near else []
    if len(lines) > _SENTENCES + 2 * _NEAR:
        return None
    following = placed[number].begin if number < len(placed) else recording.length
    between = (placed[number - 1].end if number else 0.0, following)
    tried = [item for line in lines for item, _ in _tried(recording, script, line, [part], usual, between)]
    sure = [item for item in tried if item.confidence >= _CERTAIN]
    return max(sure, key=lambda item: item.score or 0).line if sure else None


def _sought(
    recording: Recording,
    script: Script,
    lines: Sequence[int],
    stretches: Sequence[tuple[int, int]],
    usual: Manner,
    between: tuple[float, float],
) -> Iterator[Placed]:
    at = 0
    wanted = ENOUGH if len(lines) == len(stretches) == 1 else _CERTAIN
    for line in lines:
        tried = [
            (item, used)
            for item, used in _tried(recording, script, line, stretches[at:], usual, between)
            if item.confidence >= wanted
        ]
        if tried:
            best, used = max(tried, key=lambda item: (item[0].confidence, item[0].score or 0))
            yield best
            at += used


def _tried(
    recording: Recording,
    script: Script,
    line: int,
    stretches: Sequence[tuple[float, float]],
    usual: Manner,
    between: tuple[float, float],
) -> Iterator[tuple[Placed, int]]:
    """Yield where a sentence fits one stretch or several in a row, and how many stretches are then used up."""
    expected = script.phones(line) * usual.pace
    for first in range(len(stretches)):
        for last in range(first, len(stretches)):
            sounding = sum(end - begin for begin, end in stretches[first : last + 1])
            if not _QUICKEST * expected <= sounding <= _SLOWEST * expected:
                continue
            begin, end = max(stretches[first][0] - _AROUND, between[0]), min(stretches[last][1] + _AROUND, between[1])
            item = lay(recording, script, line, begin, end)
            if item is None or sum(word.end - word.begin for word in item.words) < _COVERED * sounding:
                continue
            if (item := trusted(item, usual)).confidence >= ENOUGH:
                yield item, last + 1
