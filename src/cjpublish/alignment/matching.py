"""Which heard word is which word of the text, both in order, at a cost that grows as their length does."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["match"]

_RUN, _PLACES = 3, 4
"""Words that make an anchor, and how often they may stand in the text to be one."""
_AREA = 4_000_000
"""Text words times heard words between two anchors that are still compared one by one."""
_OPEN, _OPEN_AT_START, _GO_ON, _OTHER = 1.0, 0.3, 0.25, 0.8
"""Costs of leaving words out: to begin within a sentence, to begin where one begins, for each word; and of taking one
word for another. A pair that agrees costs nothing."""
_DIAGONAL, _DOWN = -1, -2


def match(text: Sequence[int], heard: Sequence[int], starts: Sequence[bool]) -> list[tuple[int, int]]:
    """Return pairs of places, in text and in what was heard, where the same word stands; both rise from pair to pair.

    `starts` says of each word of the text whether a sentence begins with it: words are rather left out from there on.
    What was said twice is matched with the last time.
    """
    pairs: list[tuple[int, int]] = []
    begins = np.array([*starts, True])
    ends = [(-1, -1), *_anchors(text, heard), (len(text), len(heard))]
    for (text_before, heard_before), (text_at, heard_at) in pairwise(ends):
        if text_before >= 0:
            pairs.append((text_before, heard_before))
        here, there = slice(text_before + 1, text_at), slice(heard_before + 1, heard_at)
        if 0 < (text_at - text_before - 1) * (heard_at - heard_before - 1) <= _AREA:
            costs = np.where(begins[text_before + 1 : text_at + 1], _OPEN_AT_START, _OPEN).astype(np.float32)
            for left, right in _compared(np.array(text[here]), np.array(heard[there]), costs):
                pairs.append((text_before + 1 + left, heard_before + 1 + right))
    return pairs


def _anchors(text: Sequence[int], heard: Sequence[int]) -> list[tuple[int, int]]:
    """Return the longest rising chain of places where runs of words agree, the last of equally long ones."""
    places: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for at in range(len(text) - _RUN + 1):
        places[tuple(text[at : at + _RUN])].append(at)
    tails: list[int] = []
    links: list[tuple[int, int, int]] = []
    ends: list[int] = []
    for right in range(len(heard) - _RUN + 1):
        lefts = places.get(tuple(heard[right : right + _RUN]), [])
        # From the right, so that no two of one heard word are in one chain.
        for left in reversed(lefts if len(lefts) <= _PLACES else []):
            length = bisect_left(tails, left)
            links.append((left, right, ends[length - 1] if length else -1))
            if length == len(tails):
                tails.append(left)
                ends.append(len(links) - 1)
            else:
                tails[length], ends[length] = left, len(links) - 1
    chain: list[tuple[int, int]] = []
    link = ends[-1] if ends else -1
    while link >= 0:
        left, right, link = links[link]
        chain.append((left, right))
    return chain[::-1]


def _compared(
    text: NDArray[np.int64], heard: NDArray[np.int64], openings: NDArray[np.float32]
) -> Iterator[tuple[int, int]]:
    """Yield the agreeing pairs of the cheapest alignment with affine gaps (Gotoh 1982).

    `openings` is the cost of a gap before each word of the text, and behind the last.
    """
    steps = np.arange(len(heard) + 1, dtype=np.float32) * np.float32(_GO_ON)
    columns = np.arange(len(heard) + 1, dtype=np.int32)
    # Where the cheapest way to a cell comes from: a column of its own row, or _DIAGONAL, or _DOWN.
    lefts = np.zeros((len(text) + 1, len(heard) + 1), np.int32)
    opened = np.ones((len(text) + 1, len(heard) + 1), np.bool_)
    best = openings[0] + steps
    best[0] = 0
    down = np.full(len(heard) + 1, np.inf, np.float32)
    for row, word in enumerate(text, 1):
        fresh, longer = best + openings[row - 1] + np.float32(_GO_ON), down + np.float32(_GO_ON)
        opened[row], down = fresh < longer, np.minimum(fresh, longer)
        across = np.full_like(best, np.inf)
        across[1:] = best[:-1] + np.where(heard == word, 0, np.float32(_OTHER))
        cell = np.minimum(across, down)
        keys = np.minimum.accumulate(cell - steps)
        starts = np.maximum.accumulate(np.where(cell - steps == keys, columns, 0))
        along = np.full_like(best, np.inf)
        along[1:] = keys[:-1] + openings[row] + steps[1:]
        lefts[row] = np.where(across <= down, _DIAGONAL, _DOWN)
        lefts[row][1:] = np.where(along[1:] < cell[1:], starts[:-1], lefts[row][1:])
        best = np.minimum(cell, along)
    yield from reversed(list(_traced(text, heard, lefts, opened)))


def _traced(
    text: NDArray[np.int64], heard: NDArray[np.int64], lefts: NDArray[np.int32], opened: NDArray[np.bool_]
) -> Iterator[tuple[int, int]]:
    """Yield the agreeing pairs from the last to the first."""
    row, column = len(text), len(heard)
    while row and column:
        left = int(lefts[row, column])
        if left >= 0:
            column = left
            continue
        if left == _DOWN:
            while not opened[row, column]:
                row -= 1
        else:
            column -= 1
            if text[row - 1] == heard[column]:
                yield row - 1, column
        row -= 1
