"""Builds where nothing, or one sentence, has changed: how long they take, and how that grows with the book."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from books import Shelf, room
from generate import write
from rows import Row
from sizes import Sizes

__all__ = ["rebuild"]

_MOST = 1.5
"""Seconds in which a long book is seen as unchanged."""


def rebuild(sizes: Sizes) -> Iterator[Row]:
    """Build books of four lengths in all editions: first, unchanged, with one sentence changed."""
    lengths = sorted({min(length, sizes.long) for length in (1_000, 10_000, sizes.words, sizes.long)})
    times: list[tuple[float, float, float]] = []
    for words in lengths:
        cold, same, edited = _timed(words, sizes.runs)
        times.append((cold, same, edited))
        against = f"its first build, {cold:.1f} s"
        promised = words == sizes.long
        told, kept = (f"{_MOST} s", same < _MOST) if promised else ("", None)
        yield Row(f"{words:,} words unchanged", f"{same:.2f} s", against, same / cold, told, kept)
        yield Row(f"{words:,} words, one sentence changed", f"{edited:.2f} s", against, edited / cold)
    if len(lengths) < 2:
        return
    kinds = ("first builds", "unchanged", "one sentence changed")
    for what, column in zip(kinds, zip(*times, strict=True), strict=True):
        last = _exponent(lengths[-2:], column[-2:])
        figure = f"words to the power of {_exponent(lengths, column):.2f}"
        yield Row(f"growth, {what}", figure, f"the last step alone, {last:.2f}")


def _timed(words: int, runs: int) -> tuple[float, float, float]:
    """Return the seconds of a first build, and the medians unchanged and after an edit."""
    with room() as place:
        shelf = Shelf(write(place / "book", words))
        chapters = sorted((shelf.folder / "manuscript").glob("*.md"))
        middle = chapters[len(chapters) // 2]
        cold = shelf.cold()
        same = [shelf.again() for _ in range(runs + 1)][1:]
        edited = [_edited(middle, shelf, turn) for turn in range(runs + 1)][1:]
    return cold, statistics.median(same), statistics.median(edited)


def _edited(chapter: Path, shelf: Shelf, turn: int) -> float:
    """Make the first sentence of a chapter's text another, and build."""
    lines = chapter.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.strip() and line[0] not in "#>-")
    lines[place] = f"{('Again', 'Anew', 'Once more')[turn % 3]} {lines[place]}"
    chapter.write_text("".join(lines), encoding="utf-8")
    return shelf.again()


def _exponent(lengths: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms: 1 where time grows with the words."""
    return statistics.linear_regression([*map(math.log, lengths)], [*map(math.log, seconds)]).slope
