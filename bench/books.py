"""What is built while it is measured, and the commands that do it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import measure
from sizes import ROOT

__all__ = ["ESPEAK", "PIPER", "PROGRAM", "Shelf", "own", "room"]

PROGRAM = (sys.executable, "-m", "cjpublish")
ESPEAK = "engine: espeak\nlanguage: en\n"
"""The text of a voice file."""
PIPER = "engine: piper\nvoice: en_US-joe-medium\nlanguage: en\n"
"""The same, of the embedded voice."""


class Shelf:
    """A publication or a library with a store of its own."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; the store lies beside it."""
        self.folder, self._cache = folder, folder.with_name(f"{folder.name}.cache")

    def command(self, *words: str) -> tuple[str, ...]:
        """Return the command that builds it."""
        return (*PROGRAM, "build", "--folder", str(self.folder), "--cache", str(self._cache), "--quiet", *words)

    def forget(self) -> None:
        """Delete what was made and what is stored."""
        for place in (self._cache, self.folder / "dist"):
            shutil.rmtree(place, ignore_errors=True)

    def cold(self, *words: str) -> float:
        """Build it as if for the first time; return the wall seconds."""
        self.forget()
        return measure.wall(self.command(*words))

    def again(self, *words: str) -> float:
        """Build it; return the wall seconds."""
        return measure.wall(self.command(*words))


@contextmanager
def room() -> Iterator[Path]:
    """Offer a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="cjpublish-bench-") as place:
        yield Path(place)


def own(folder: Path) -> Path:
    """Copy the repository's own publication to where it may be edited; return the folder."""
    for name in ("manuscript", "voices"):
        shutil.copytree(ROOT / name, folder / name)
    return folder
