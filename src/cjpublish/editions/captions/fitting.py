"""A text fitted into cues and their lines: few and even ones, broken at ends of phrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from operator import sub

from cjpublish.editions.views.breaks import Break, breaks
from cjpublish.editions.views.columns import offsets, widths

__all__ = ["COLUMNS", "LINES", "Line", "fitted"]

COLUMNS = 42
"""The longest line; a wide character takes two columns."""
LINES = 2
"""The most lines of a cue."""
Line = tuple[int, int]
"""Characters [begin, end) of the text."""

_CUE = 100.0
"""How bad one more cue is, where a break after a full stop is 0 and one within a word 500."""
_TURN = 1.5
"""How much worse a break is between cues than between lines."""
_EVEN = 100.0
"""Squared columns of a cue that weigh 1: the text is spread evenly."""
_HEAVY_TOP, _HEAVY_BOTTOM = 40.0, 60.0
"""Squared columns between a cue's lines that weigh 1."""
_SPREAD = tuple(columns**2 / _EVEN for columns in range(LINES * COLUMNS + 1))
"""How bad a cue is, by the columns of its lines together."""
_BALANCE = {more: more**2 / (_HEAVY_TOP if more > 0 else _HEAVY_BOTTOM) for more in range(-COLUMNS, COLUMNS + 1)}
"""How bad two lines are, by how many columns the upper one has more."""
_SHORT = 150.0
"""How bad a cue of no time is; one of a second isn't bad."""


def fitted(text: str, language: str, moment: Callable[[int], float]) -> tuple[tuple[Line, ...], ...]:
    r"""Return the lines of each cue, in order; white space around them is in none, all else in one.

    A line ends at each `\n`, and elsewhere where it must.
    `language` is BCP 47; `moment` gives, in milliseconds, when a character is reached. A text of nothing but white
    space has no cues.
    """
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if begin >= end:
        return ()
    stops = (Break(begin, begin, 0), *breaks(text, language, COLUMNS), Break(end, end, 0))
    at = _columns(text)
    begins, ends = tuple(at[stop.begin] for stop in stops), tuple(at[stop.end] for stop in stops)
    fit = _Fit(
        tuple(stop.cost for stop in stops),
        begins,
        ends,
        tuple(accumulate(map(sub, ends[1:], begins), initial=0)),
        tuple(moment(stop.begin) for stop in stops),
    )
    return tuple(tuple((stops[a].begin, stops[b].end) for a, b in cue) for cue in fit.cues())


def _columns(text: str) -> Sequence[int]:
    """Return the columns before each character and before the end; a line break has more than a line can hold."""
    if "\n" not in text:
        return offsets(text)
    columns = (COLUMNS + 1 if letter == "\n" else width for letter, width in zip(text, widths(text), strict=True))
    return tuple(accumulate(columns, initial=0))


@dataclass(frozen=True, slots=True)
class _Fit:
    """Finds the best cues; a line from stop to stop has the columns from the first's `begins` to the last's `ends`."""

    costs: tuple[int, ...]
    """What a line's or a cue's end costs at each stop."""
    begins: tuple[int, ...]
    """Columns before the line that begins at each stop; a line break has more columns than a line can hold."""
    ends: tuple[int, ...]
    """Columns up to the end of the line that ends at each stop."""
    inks: tuple[int, ...]
    """Columns before each stop without any white space that could be a line's end: what lines hold at the least."""
    times: tuple[float, ...]
    """When each stop is reached, in milliseconds."""

    def cues(self) -> list[tuple[Line, ...]]:
        """Return the best way from the first stop to the last: for each cue its lines, as numbers of stops."""
        best, ways = [0.0], [(0, 0)]
        cue = line = 0  # the first stops at which a cue, and a line, can begin that end at the last
        for last in range(1, len(self.costs)):
            while self.ends[last] - self.begins[line] > COLUMNS:
                line += 1
            while self.ends[line] - self.begins[cue] > COLUMNS:
                cue += 1
            cost, way = self.ending_at(last, cue, line, best)
            best.append(cost)
            ways.append(way)
        found: list[tuple[Line, ...]] = []
        last = len(self.costs) - 1
        while last:
            first, middle = ways[last]
            found.append(((first, last),) if first == middle else ((first, middle), (middle, last)))
            last = first
        return found[::-1]

    def ending_at(self, last: int, cue: int, line: int, best: Sequence[float]) -> tuple[float, tuple[int, int]]:
        """Return what the best way up to a stop costs, and where its last cue and that one's last line begin.

        `cue` and `line` are the first stops that these can begin at; `best` is what the best way to each stop costs.
        Of ways that cost the same, the one whose last cue and line begin first.
        """
        inks, ink = self.inks, self.inks[last]
        begins, end, turn = self.begins, self.ends[last], self.costs[last] * _TURN
        least, way = inf, (cue, line)
        for first in range(cue, line):
            # Two lines hold at least what is no white space: where that alone costs too much, none are looked for.
            if best[first] + (_CUE + _SPREAD[ink - inks[first]]) + turn < least:
                shape, middle = self.two(first, line, last)
                cost = best[first] + (_CUE + self.short(first, last) + shape) + turn
                if cost < least:
                    least, way = cost, (first, middle)
        for first in range(line, last):
            shape = _SPREAD[end - begins[first]]
            if best[first] + (_CUE + shape) + turn < least:
                cost = best[first] + (_CUE + self.short(first, last) + shape) + turn
                if cost < least:
                    least, way = cost, (first, first)
        return least, way

    def short(self, first: int, last: int) -> float:
        """Return how bad it is that a cue is seen no longer."""
        return _SHORT * max(0.0, 1 - (self.times[last] - self.times[first]) / 1000)

    def two(self, first: int, line: int, last: int) -> tuple[float, int]:
        """Return how bad a cue of two lines is and where it is best parted into them, at a stop from `line` on."""
        begins, ends, costs = self.begins, self.ends, self.costs
        begin, end = begins[first], ends[last]
        least, best = inf, line
        for middle in range(line, last):
            upper, lower = ends[middle] - begin, end - begins[middle]
            if upper > COLUMNS:
                break
            cost = costs[middle] + _BALANCE[upper - lower] + _SPREAD[upper + lower]
            if cost < least:
                least, best = cost, middle
        return least, best
