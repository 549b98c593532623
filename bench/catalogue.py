"""A library of many short articles: how many a second, and whether memory stays flat while they are built."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

import measure
from books import Shelf, room
from generate import articles
from rows import Row
from sizes import Sizes

__all__ = ["catalogue"]

_EVERY = 0.5
"""Seconds between two looks: to count what is done takes a while, too."""
_ROOM = 4_000_000
"""Bytes on the disk that an article takes, with what the store holds of it."""
_FLAT = 1.1
"""Times as much memory at the end as at a tenth of the way."""


class _Tally:
    """How much memory there was when so many articles were done."""

    def __init__(self, folder: Path) -> None:
        self._left = [path.parent.parent for path in folder.glob("*/manuscript/publication.yaml")]
        self._done = 0
        self.points: list[tuple[int, float]] = []

    def look(self, megabytes: float) -> None:
        left = [path for path in self._left if not (path / "dist/SHA256SUMS").exists()]
        self._done += len(self._left) - len(left)
        self._left = left
        self.points.append((self._done, megabytes))


def catalogue(sizes: Sizes) -> Iterator[Row]:
    """Build a library of generated articles with the engine `silence`."""
    count = sizes.articles
    what = f"{count:,} articles of 350 words with silence, four times as fast as speech"
    with room() as place:
        if shutil.disk_usage(place).free < count * _ROOM:
            reason = f"it takes {count * _ROOM / 1e9:.0f} GB of disk: name a place with TMPDIR, or --articles"
            yield Row(what, "not measured", reason)
            return
        folder = articles(place / "library", count)
        tally = _Tally(folder)
        usage = measure.run(Shelf(folder).command(), look=True, seen=tally.look, every=_EVERY)
        same = Shelf(folder).again()
    yield Row(
        f"{what}; EPUB, M4B and site", f"{count / usage.wall:.2f} articles a second", f"{usage.wall:,.0f} s in all"
    )
    yield Row(f"{what}, unchanged", f"{same:.1f} s", f"the first build, {usage.wall:,.0f} s", same / usage.wall)
    yield _flatness(what, tally.points, count, usage.peak)


def _flatness(what: str, points: list[tuple[int, float]], count: int, peak: float) -> Row:
    """Tell how memory grows from a tenth of the way to the end: the line of least squares through it."""
    promise = f"flat: at most {_FLAT} times that of a tenth"
    within = [(done, megabytes) for done, megabytes in points if count / 10 <= done < count and megabytes]
    if len({done for done, _ in within}) < 3:
        return Row(f"{what}, memory", f"{peak:.0f} MB at most", "too few looks for a slope", promise=promise)
    slope, start = statistics.linear_regression(*zip(*within, strict=True))
    early, late = start + slope * count / 10, start + slope * count
    figure = f"{late:.0f} MB at the end, {peak:.0f} MB at most, {1000 * slope:+.2f} MB each 1,000 articles"
    against = f"a tenth of the way, {early:.0f} MB"
    return Row(f"{what}, memory", figure, against, late / early, promise, late <= _FLAT * early)
