"""The EPUB alone against other makers of e-books on the same text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import measure
from books import Shelf, room
from generate import write
from measure import FailedError
from rivals.ebooks import MAKERS, Maker
from rivals.installed import UnavailableError
from rows import Row
from sizes import Sizes

__all__ = ["ebook"]

_MOST = 0.8
"""Of the time of the first of `MAKERS`."""


def ebook(sizes: Sizes) -> Iterator[Row]:
    """Make the EPUB of a book and of a long one, in turns with each of the others."""
    for words in (sizes.words, sizes.long):
        with room() as place:
            shelf = Shelf(write(place / "book", words))
            for maker in MAKERS:
                yield _against(maker, shelf, words, sizes.runs)


def _against(maker: Maker, shelf: Shelf, words: int, runs: int) -> Row:
    what, promise = f"EPUB alone of {words:,} words", f"at most {_MOST}" if maker is MAKERS[0] else ""
    place = shelf.folder.with_name("others")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        name, command = maker(sorted((shelf.folder / "manuscript").glob("*.md")), place)
        ours, theirs, ratio = measure.pairs(runs, lambda: shelf.cold("epub"), lambda: measure.wall(command))
    except (UnavailableError, FailedError) as reason:
        return Row(what, "not measured", str(reason), promise=promise)
    return Row(what, f"{ours:.2f} s", f"{name}, {theirs:.2f} s", ratio, promise, ratio <= _MOST if promise else None)
