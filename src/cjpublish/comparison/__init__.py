"""What changed between two builds: `compare` is the one entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cjpublish.comparison import sounds
from cjpublish.comparison.build import Build, located, paired
from cjpublish.comparison.changes import Change, changes
from cjpublish.comparison.excerpts import excerpt
from cjpublish.comparison.explained import known, sounding
from cjpublish.comparison.files import FileChange, both, differ, untold
from cjpublish.comparison.snapshot import Snapshot, taken
from cjpublish.errors import Finding, disk_faults

__all__ = ["Change", "Comparison", "FileChange", "compare", "excerpt"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two builds beside each other."""

    changes: tuple[Change, ...]
    """In the order: about it, text, descriptions and pictures, narration, sound."""
    files: tuple[FileChange, ...]
    """The files that only one has, and those in which something differs that no change tells."""
    left: tuple[str, ...]
    """What only one of the two has, so that it is not compared: `narration`, `sound`."""
    unread: tuple[str, ...]
    """The documents that are not compared because one of the two has them damaged."""
    faults: tuple[Finding, ...]
    """What is damaged in them."""


def compare(old: Path, new: Path) -> Comparison:
    """Compare two builds, each a publication's folder, a folder of results or one EPUB.

    Raises InputError where nothing can be compared at a path.
    """
    earlier, later = located(old), located(new)
    before, after = taken(earlier), taken(later)
    pairs = paired(earlier, later)
    with disk_faults(later.root):
        audio = {name: pair for name, pair in both(pairs).items() if sounding(name)}
        heard = sounds.compared(audio if any(differ(*pair) for pair in audio.values()) else {})
        told = (*changes(before, after), *heard.changes)
        files = tuple(untold(pairs, known(told, before.pictures, after.pictures, heard)))
    closed = before.closed | after.closed
    book = later.name(later.book)
    return Comparison(
        told,
        tuple(file for file in files if file.name != book or not closed.issuperset(file.inside or ("",))),
        tuple(_left(before, after, earlier, later)),
        tuple(sorted(closed)),
        (*before.faults, *after.faults),
    )


def _left(before: Snapshot, after: Snapshot, earlier: Build, later: Build) -> Iterator[str]:
    if (before.narration is None) != (after.narration is None):
        yield "narration"
    if any(map(sounding, earlier.files)) != any(map(sounding, later.files)):
        yield "sound"
