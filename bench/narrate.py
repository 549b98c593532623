"""Everything but the voice, against other makers of narrations on the same text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import measure
from books import Shelf, room
from generate import write
from measure import FailedError, Usage
from rivals.installed import UnavailableError
from rivals.narrators import NARRATORS, Narrator
from rows import Row
from sizes import Sizes

__all__ = ["narrate"]

_TIMES = 4
"""Times as fast as the one that is promised against: the first of `NARRATORS`."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What making a book took: timed, again with nothing changed, and once more while its memory was looked at."""

    first: float
    again: float
    peak: float


def narrate(sizes: Sizes) -> Iterator[Row]:
    """Build a book in all editions with the engine `silence`, and have the others make what they make of it."""
    what = f"{sizes.words:,} words, all but the voice"
    with room() as place:
        shelf = Shelf(write(place / "book", sizes.words))
        ours = _Taken(*_ours(shelf))
        yield Row(f"{what}, all editions", f"{ours.first:.1f} s", f"{ours.peak:.0f} MB at most")
        first = f"the first build, {ours.first:.1f} s"
        yield Row(f"{what}, unchanged", f"{ours.again:.2f} s", first, ours.again / ours.first)
        book = _as_others_take_it(shelf, place)
        for narrator in NARRATORS:
            yield from _against(ours, narrator, book, what, sizes.patience)


def _ours(shelf: Shelf) -> tuple[float, float, float]:
    shelf.forget()
    peak = measure.watched(shelf.command())
    return shelf.cold(), shelf.again(), peak


def _as_others_take_it(shelf: Shelf, place: Path) -> Mapping[str, Path]:
    """Return the same text as one EPUB and as one Markdown file, with a folder for results."""
    text = place / "book.md"
    chapters = sorted((shelf.folder / "manuscript").glob("*.md"))
    text.write_text("\n".join(each.read_text(encoding="utf-8") for each in chapters), encoding="utf-8")
    return {"epub": shelf.folder / "dist/a-long-book.epub", "text": text, "out": place / "theirs"}


def _against(ours: _Taken, narrator: Narrator, book: Mapping[str, Path], what: str, patience: float) -> Iterator[Row]:
    tool = narrator.tool
    named = f"{tool.name} {tool.version}"
    promise = f"{_TIMES} times as fast" if narrator is NARRATORS[0] else ""
    try:
        theirs = _theirs(narrator, book, patience)
    except (UnavailableError, FailedError) as reason:
        yield Row(f"{what}, against {named}", f"{ours.first:.1f} s", f"{reason} ({narrator.makes})", promise=promise)
        return
    times = theirs.first / ours.first
    kept = times >= _TIMES if promise else None
    against = f"{named}, {theirs.first:.1f} s ({narrator.makes})"
    yield Row(f"{what}, times as fast", f"{ours.first:.1f} s", against, times, promise, kept)
    against = f"{named}, {theirs.again:.2f} s"
    yield Row(f"{what}, unchanged", f"{ours.again:.2f} s", against, ours.again / theirs.again)
    yield Row(f"{what}, most memory", f"{ours.peak:.0f} MB", f"{named}, {theirs.peak:.0f} MB", ours.peak / theirs.peak)


def _theirs(narrator: Narrator, book: Mapping[str, Path], patience: float) -> _Taken:
    """Measure another; what it made is gone afterwards."""

    def make(*, look: bool = False) -> Usage:
        return measure.run(command, environment=narrator.environment(out), look=look, limit=patience)

    out, command = book["out"], narrator.command(book)
    try:
        out.mkdir()
        peak = make(look=True).peak
        shutil.rmtree(out)
        out.mkdir()
        return _Taken(make().wall, make().wall, peak)
    finally:
        shutil.rmtree(out, ignore_errors=True)
