"""A text fitted into cues and their lines: few and even ones, broken at ends of phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from cjpublish.editions.views.breaks import Break, breaks
from cjpublish.editions.views.columns import widths

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
    columns = (COLUMNS + 1 if letter == "\n" else width for letter, width in zip(text, widths(text), strict=True))
    at = tuple(accumulate(columns, initial=0))
    fit = _Fit(
        tuple(stop.cost for stop in stops),
        tuple(at[stop.begin] for stop in stops),
        tuple(at[stop.end] for stop in stops),
        tuple(moment(stop.begin) for stop in stops),
    )
    return tuple(tuple((stops[a].begin, stops[b].end) for a, b in cue) for cue in fit.cues())


@dataclass(frozen=True, slots=True)
class _Fit:
    """Finds the best cues; a line from stop to stop has the columns from the first's `begins` to the last's `ends`."""

    costs: tuple[int, ...]
    """What a line's or a cue's end costs at each stop."""
    begins: tuple[int, ...]
    """Columns before the line that begins at each stop; a line break has more columns than a line can hold."""
    ends: tuple[int, ...]
    """Columns up to the end of the line that ends at each stop."""
    times: tuple[float, ...]
    """When each stop is reached, in milliseconds."""

    def cues(self) -> list[tuple[Line, ...]]:
        """Return the best way from the first stop to the last: for each cue its lines, as numbers of stops."""
        best: list[tuple[float, tuple[Line, ...]]] = [(0.0, ())]
        for last in range(1, len(self.costs)):
            turn = self.costs[last] * _TURN
            best.append(min((best[cue[0][0]][0] + cost + turn, cue) for cost, cue in self.ending_at(last)))
        found: list[tuple[Line, ...]] = []
        last = len(self.costs) - 1
        while last:
            found.append(best[last][1])
            last = found[-1][0][0]
        return found[::-1]

    def ending_at(self, last: int) -> Iterator[tuple[float, tuple[Line, ...]]]:
        """Yield every cue that ends at a stop, with what it costs."""
        turn = first = last - 1
        while first >= 0 and self.ends[turn] - self.begins[first] <= COLUMNS:
            short = _SHORT * max(0.0, 1 - (self.times[last] - self.times[first]) / 1000)
            width = self.ends[last] - self.begins[first]
            if width <= COLUMNS:
                turn = first
                yield _CUE + short + width**2 / _EVEN, ((first, last),)
            else:
                cost, middle = min(self.two(first, turn, last))
                yield _CUE + short + cost, ((first, middle), (middle, last))
            first -= 1

    def two(self, first: int, lowest: int, last: int) -> Iterator[tuple[float, int]]:
        """Yield each stop from the lowest on at which a cue can be parted into lines, with what that costs."""
        begin, end = self.begins[first], self.ends[last]
        for middle in range(lowest, last):
            upper, lower = self.ends[middle] - begin, end - self.begins[middle]
            if upper > COLUMNS:
                return
            balance = (upper - lower) ** 2 / (_HEAVY_TOP if upper > lower else _HEAVY_BOTTOM)
            yield self.costs[middle] + balance + (upper + lower) ** 2 / _EVEN, middle
