"""What changed between two builds: `compare` is the one entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cjpublish.comparison.changes import Change, changes
from cjpublish.comparison.snapshot import Snapshot, taken

__all__ = ["Change", "Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two builds beside each other."""

    old: Snapshot
    """What the earlier one holds."""
    new: Snapshot
    """What the later one holds."""
    changes: tuple[Change, ...]
    """In the order: about it, text, descriptions, narration, sound."""
    left: tuple[str, ...]
    """What could not be compared, because one of the two does not have it."""


def compare(old: Path, new: Path) -> Comparison:
    """Compare two builds, each a publication's folder, a folder of results or one EPUB.

    Raises InputError where nothing can be compared at a path.
    """
    before, after = taken(old), taken(new)
    both = ((before.narration, after.narration, "narration"), (before.sound, after.sound, "sound"))
    left = tuple(what for one, other, what in both if (one is None) != (other is None))
    return Comparison(before, after, changes(before, after), left)
