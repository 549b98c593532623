"""The core of a text: the run of lines that holds most of its prose and least else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.importers.text.features import Sight

__all__ = ["Core", "core_of"]

_COST = 7.0
"""Words of prose that must outweigh a line of something else between two paragraphs."""
_NEAR = 4
"""Columns by which an indented paragraph, as a quotation, may differ."""
_COLUMNS = 5
"""How many columns are tried, those with most prose first."""


@dataclass(frozen=True, slots=True)
class Core:
    """Where the prose of a text is densest."""

    first: int
    """The place of its first line."""
    last: int
    """The place of its last line."""
    column: int = -1
    """The indent of its paragraphs; -1 where all lines of the text have the same."""


def core_of(sights: Sequence[Sight], chances: Sequence[float]) -> Core:
    """Return the run of lines with the greatest sum: words for what is likely prose, a cost for any other line.

    `chances` says of each line how likely it is body by itself. In a text whose lines stand in columns only prose of
    one column counts, and the best column is taken. What stands between readers' comments, dates and headings such as
    "Related", costs more, so that a long discussion is not taken for the text.
    """
    columns: Counter[int] = Counter()
    for sight, chance in zip(sights, chances, strict=True):
        columns[sight.line.indent] += round(max(0.0, 2 * chance - 1) * sight.words)
    flat = len(columns) < 2
    best, most = Core(0, max(0, len(sights) - 1)), 0.0
    for column, _ in columns.most_common(_COLUMNS):
        values = [_value(sight, chance, column) for sight, chance in zip(sights, chances, strict=True)]
        total, first, last = _densest(values)
        if total > most:
            best, most = Core(first, last, -1 if flat else column), total
    return best


def _value(sight: Sight, chance: float, column: int) -> float:
    if sight.ends_text:
        return -4 * _COST
    if chance <= 0.5:
        return -3 * _COST if sight.dated and sight.words < 12 else _COST * (2 * chance - 1)
    apart = abs(sight.line.indent - column)
    if apart > _NEAR:
        return -_COST
    return (2 * chance - 1) * sight.words * (0.5 if apart else 1.0)


def _densest(values: Sequence[float]) -> tuple[float, int, int]:
    """Return the greatest sum of a run of values, and the run's first and last place (Kadane's algorithm)."""
    best, total, start = (0.0, 0, 0), 0.0, 0
    for place, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, place
        total += value
        if total > best[0]:
            best = total, start, place
    return best
