"""Where the files of a build are, named so that those of two builds can be put side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cjpublish.artifacts.kind import kind, promised
from cjpublish.dist import SUMS
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.examining.inspection import is_examined

__all__ = ["Build", "Pairs", "located", "paired"]

Pairs = Mapping[str, tuple[Path | None, Path | None]]
"""Files, old and new, by the names that messages use; None where a build does not have one."""


@dataclass(frozen=True, slots=True)
class Build:
    """The files of a build."""

    root: Path
    """The folder that they lie in."""
    whole: bool
    """Whether it is a folder of results; else one EPUB."""
    book: Path
    """The EPUB whose text is compared: the plain one where there are several."""
    files: Mapping[str, Path]
    """Every file but the list of sums and the report, by its name without the publication's own: `-mp3/01-spring.mp3`.
    A build renamed has the same names."""

    def name(self, path: Path) -> str:
        """Return how messages call a file."""
        return path.relative_to(self.root).as_posix()


def located(path: Path) -> Build:
    """Return the build at a path: a publication's folder, a folder of results or one EPUB.

    Raises InputError where there is no EPUB.
    """
    path = path.expanduser().resolve()
    with disk_faults(path):
        root = path / "dist" if (path / "manuscript").is_dir() else path
        beside = root.glob("*") if root.is_dir() else [root]
        listed = sorted((file for file in beside if file.is_file()), key=lambda file: (len(file.name), file.name))
        book = next((file for file in listed if "ebook" in (promised(file.name), kind(file))), None)
        if book is None:
            fix = "name a publication's folder that has been built, its dist/, or an EPUB"
            raise InputError(
                [Finding("nothing-to-compare", Severity.ERROR, "there is no EPUB to compare", Source(str(path)), fix)]
            )
        if not root.is_dir():
            return Build(root.parent, False, book, {".epub": book})
        found = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
        own = book.stem.removesuffix("-readalong")
        files = {name.removeprefix(own): file for name, file in found.items() if name != SUMS and is_examined(name)}
        return Build(root, True, book, files)


def paired(old: Build, new: Build) -> Pairs:
    """Return the files of two builds side by side; of a folder and a single EPUB, only the EPUBs."""
    if not (old.whole and new.whole):
        return {new.book.name: (old.book, new.book)}
    names = sorted({*old.files, *new.files})
    both = ((old.files.get(name), new.files.get(name)) for name in names)
    return {new.name(later) if later else old.name(earlier or old.root): (earlier, later) for earlier, later in both}
