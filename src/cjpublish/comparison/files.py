"""What differs between the files of two builds beyond what is told of their words, their pictures and their sound."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cjpublish.comparison.build import Pairs
from cjpublish.comparison.explained import Known
from cjpublish.comparison.inside import ARCHIVES, differing

__all__ = ["FileChange", "both", "differ", "untold"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that only one build has, or in which something differs that is not compared."""

    name: str
    """From the folder of results."""
    state: str
    """`gone`, `new` or `changed`."""
    inside: tuple[str, ...] = ()
    """Which files in an archive; empty where it is none, or can't be read as one."""


def both(pairs: Pairs) -> Mapping[str, tuple[Path, Path]]:
    """Return the files that both builds have."""
    return {name: (old, new) for name, (old, new) in pairs.items() if old and new}


def differ(old: Path, new: Path) -> bool:
    """Tell whether the bytes of two files differ."""
    return not filecmp.cmp(old, new, shallow=False)


def untold(pairs: Pairs, known: Known) -> Iterator[FileChange]:
    """Yield every file that only one has, and those that differ in something that is not known yet."""
    for name, (old, new) in pairs.items():
        if old is None or new is None:
            yield FileChange(name, "new" if old is None else "gone")
        elif differ(old, new) and new.name.endswith(ARCHIVES):
            inside = differing(old, new, known)
            if inside is None or inside:
                yield FileChange(name, "changed", inside or ())
        elif differ(old, new) and not known.file(old, new):
            yield FileChange(name, "changed")
