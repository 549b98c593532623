"""What a person waits for every day: the program's start, a build where little has changed, the looking, the site."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

import measure
from books import PROGRAM, Shelf, own, room
from generate import write
from rows import Row
from sizes import Sizes

__all__ = ["edit", "look", "same", "site", "start"]

_BARE = (sys.executable, "-c", "pass")
_BLIND = "import sys; from cjpublish import cli, pipeline; pipeline.inspect = lambda *_: (); sys.exit(cli.main())"


def start(sizes: Sizes) -> Iterator[Row]:
    """Compare `cjpublish --help` with Python's own start."""
    ours, bare, ratio = measure.pairs(
        sizes.runs, lambda: measure.wall((*PROGRAM, "--help")), lambda: measure.wall(_BARE)
    )
    yield Row("`cjpublish --help`", f"{ours:.3f} s", f"a bare Python, {bare:.3f} s", ratio, "0.15 s", ours <= 0.15)


def same(sizes: Sizes) -> Iterator[Row]:
    """Build the repository's own publication where nothing has changed."""
    with room() as place:
        shelf = Shelf(own(place / "book"))
        shelf.again()
        ours, bare, ratio = measure.pairs(sizes.runs, shelf.again, lambda: measure.wall(_BARE))
    yield Row("`manuscript/` unchanged", f"{ours:.3f} s", f"a bare Python, {bare:.3f} s", ratio, "0.6 s", ours <= 0.6)


def edit(_sizes: Sizes) -> Iterator[Row]:
    """Build the repository's own publication after one word was changed."""
    with room() as place:
        shelf = Shelf(own(place / "book"))
        cold = shelf.again()
        chapters = sorted((shelf.folder / "manuscript").glob("*.md"))
        chapter = next(path for path in chapters if " the " in path.read_text(encoding="utf-8"))
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(text.replace(" the ", " this ", 1), encoding="utf-8")
        taken = shelf.again()
    yield Row("`manuscript/` with one word changed", f"{taken:.2f} s", f"its first build, {cold:.1f} s", taken / cold)


def look(sizes: Sizes) -> Iterator[Row]:
    """Tell what looking at what was made adds to a first build, and to one where nothing has changed."""
    with room() as place:
        seeing, unseeing = (Shelf(own(place / name / "book")) for name in ("seeing", "blind"))
        blind = (sys.executable, "-c", _BLIND, *unseeing.command()[len(PROGRAM) :])

        def cold() -> float:
            unseeing.forget()
            return measure.wall(blind)

        with_it, without, share = measure.pairs(min(sizes.runs, 3), seeing.cold, cold)
        again, blindly, _ = measure.pairs(sizes.runs, seeing.again, lambda: measure.wall(blind))
    yield Row(
        "`manuscript/`, first build with its inspection",
        f"{with_it:.1f} s",
        f"without, {without:.1f} s",
        share,
        "1.10",
        share <= 1.1,
    )
    more = again - blindly
    figure, against = f"{again:.3f} s", f"without, {blindly:.3f} s"
    yield Row(
        "`manuscript/` unchanged, with its inspection", figure, against, again / blindly, "0.2 s more", more <= 0.2
    )


def site(sizes: Sizes) -> Iterator[Row]:
    """Tell what the site adds to every other edition, in a first build and where nothing has changed."""
    from cjpublish import editions, making

    with room() as place:
        shelves = [Shelf(write(place / name / "book", sizes.words)) for name in ("with", "without")]
        for shelf, listed in zip(shelves, (making.names(), editions.names()), strict=True):
            with (shelf.folder / "manuscript/publication.yaml").open("a", encoding="utf-8") as settings:
                settings.write(f"editions: [{', '.join(listed)}]\n")
        first = [shelf.again() for shelf in shelves]
        turns = [[shelf.again() for shelf in shelves] for _ in range(sizes.runs)]
    again = [statistics.median(column) for column in zip(*turns, strict=True)]
    for what, (ours, without) in (("first build", first), ("unchanged", again)):
        told = f"{sizes.words:,} words with the site, {what}"
        yield Row(told, f"{ours:.2f} s", f"without, {without:.2f} s", ours / without)
