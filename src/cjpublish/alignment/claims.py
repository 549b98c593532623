"""Which heard words speak for which sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from cjpublish.alignment.decoder import Timed
from cjpublish.alignment.matching import match
from cjpublish.alignment.script import Script

__all__ = ["Claim", "claims"]

_BREAK, _WORD = 120, 60
"""Frames between two words of one sentence: the first, and the second for each word between that wasn't heard."""
_PAUSE = 25
"""Frames of quiet around a word that is a sentence by itself."""
_OTHERS = 3
"""Heard words that may come between two words of one sentence besides those that stand there."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Heard words that are a sentence's."""

    line: int
    """The sentence."""
    pairs: tuple[tuple[int, int], ...]
    """Places in the sentence and in what was heard, both rising."""

    @property
    def first(self) -> int:
        """The first heard word's place."""
        return self.pairs[0][1]

    @property
    def last(self) -> int:
        """The last heard word's place."""
        return self.pairs[-1][1]

    def alone(self, heard: Sequence[Timed], before: int, after: int) -> bool:
        """Return whether its words, from one pause to the next, are all that is heard.

        `before` and `after` are the places of heard words that other sentences claim: they need no pause.
        """
        first, last = self.first, self.last
        left = first - 1 <= before or heard[first].begin - heard[first - 1].end >= _PAUSE
        right = last + 1 >= min(after, len(heard)) or heard[last + 1].begin - heard[last].end >= _PAUSE
        return left and right and last - first + 1 == len(self.pairs)


def claims(script: Script, heard: Sequence[Timed], places: Sequence[int]) -> list[Claim]:
    """Match the heard words at some places with the script; return a claim for each sentence of which any was heard."""
    starts = [place == 0 for _, place in script.places]
    pairs = match(script.words, [heard[place].word for place in places], starts)
    found = [(*script.places[left], places[right]) for left, right in pairs]
    return [
        Claim(line, max(_clusters([(place, at) for _, place, at in group], heard), key=lambda pairs: len(pairs)))
        for line, group in groupby(found, key=lambda item: item[0])
    ]


def _clusters(pairs: Sequence[tuple[int, int]], heard: Sequence[Timed]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Part words that are too far from each other to be of one reading."""
    breaks = [
        number
        for number, ((left, here), (right, there)) in enumerate(pairwise(pairs), 1)
        if there - here > right - left + _OTHERS
        or heard[there].begin - heard[here].end > _BREAK + _WORD * (right - left - 1)
    ]
    for begin, end in pairwise((0, *breaks, len(pairs))):
        yield tuple(pairs[begin:end])
