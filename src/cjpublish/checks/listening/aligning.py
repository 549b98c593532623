"""Which heard word stands for which word of the text: the cheapest way to turn one into the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.listening.hearing import HeardWord

__all__ = ["matches"]

_REACH = 1200
"""Heard words to each side of a term's time that it may be matched with: some eight minutes."""
_APART = 0.7
"""What a word costs that was left out or put in."""
_UNLIKE = 1.25
"""What one costs that was heard as another altogether: a little less than left out and put in."""
_LATE, _LATEST = 0.01, 0.2
"""What a second between a word and its time costs, and the most: it decides between words that are the same."""
_EXACT = 1e-6
"""What sums of costs may differ by and be the same."""
_DIAGONAL, _LEFT_OUT, _PUT_IN = 0, 1, 2


def matches(terms: Sequence[str], times: Sequence[float], words: Sequence[HeardWord]) -> list[int]:
    """Return for each term the number of the word heard for it, −1 for none; rising.

    `times` says when each term should be heard, in seconds. Takes time and memory in proportion to the terms.
    """
    if not terms or not words:
        return [-1] * len(terms)
    begins = np.array([word.begin for word in words])
    width = min(len(words), 2 * _REACH)
    firsts = np.clip(np.searchsorted(begins, np.asarray(times)) - _REACH, 0, len(words) - width)
    firsts = np.maximum.accumulate(firsts)
    unlike = _Unlikeness(terms, words)
    moves = np.empty((len(terms), width + 1), np.uint8)
    costs = _APART * (firsts[0] + np.arange(width + 1))
    rising = _APART * np.arange(width + 1)
    for number, first in enumerate(firsts.tolist()):
        shift = first - int(firsts[max(0, number - 1)])
        before = np.concatenate([costs[shift:], np.full(shift, np.inf)])
        window = slice(first, first + width)
        late = np.minimum(_LATE * np.abs(begins[window] - times[number]), _LATEST)
        diagonal = np.concatenate([[np.inf], before[:-1] + unlike.row(number, window) + late])
        down = before + _APART
        best = np.minimum(diagonal, down)
        costs = np.minimum.accumulate(best - rising) + rising
        moves[number] = np.where(costs < best - _EXACT, _PUT_IN, np.where(diagonal <= down, _DIAGONAL, _LEFT_OUT))
    return _traced(moves, firsts, int((costs + rising[::-1]).argmin()))


class _Unlikeness:
    """What each term costs when it was heard as each word; every pair of different words is compared once."""

    def __init__(self, terms: Sequence[str], words: Sequence[HeardWord]) -> None:
        from rapidfuzz import fuzz, process

        said, self._terms = np.unique(np.array(terms, dtype=object), return_inverse=True)
        heard, self._words = np.unique(np.array([word.text for word in words], dtype=object), return_inverse=True)
        self._alike = process.cdist(said.tolist(), heard.tolist(), scorer=fuzz.ratio, dtype=np.uint8)

    def row(self, term: int, window: slice) -> NDArray[np.float64]:
        costs: NDArray[np.float64] = _UNLIKE * (1 - self._alike[self._terms[term], self._words[window]] / 100)
        return costs


def _traced(moves: NDArray[np.uint8], firsts: NDArray[np.int64], column: int) -> list[int]:
    found = [-1] * len(moves)
    number = len(moves) - 1
    at = int(firsts[number]) + column
    while number >= 0:
        move = moves[number, at - int(firsts[number])]
        if move == _PUT_IN:
            at -= 1
            continue
        if move == _DIAGONAL:
            at -= 1
            found[number] = at
        number -= 1
    return found
