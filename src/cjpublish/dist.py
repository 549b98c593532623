"""Changes a folder of results all at once or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["SUMS", "Staging", "checksum", "clear", "opened"]

SUMS = "SHA256SUMS"
"""The list of what was made; a file that it does not name is the publisher's own and is left alone."""


class Staging:
    """The folder as it will be: what is put here takes the place of what was made before."""

    def __init__(self, target: Path, folder: Path) -> None:
        """Stage a new state of `target` in `folder`, an empty folder beside it."""
        self.target = target
        self.folder = folder
        self.sums: dict[str, str] = {}
        self._reused: set[str] = set()

    def path(self, name: str) -> Path:
        """Return where to write a new file, with its folder made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def add(self, name: str) -> str:
        """Take in a file that has been written; return its SHA-256."""
        self.sums[name] = checksum(self.path(name))
        return self.sums[name]

    def reuse(self, name: str, sha256: str) -> bool:
        """Take a file over from the present state if it is there with this content."""
        present = self.target / name
        if not present.is_file() or checksum(present) != sha256:
            return False
        _link(present, self.path(name))
        self.sums[name] = sha256
        self._reused.add(name)
        return True

    def carry_over(self) -> None:
        """Take over all that was made before and is not made anew."""
        for name, sha256 in _read_sums(self.target).items():
            if name not in self.sums:
                self.reuse(name, sha256)

    def is_present(self, name: str) -> bool:
        """Tell whether the present state has a file with the content that it will have."""
        present = self.target / name
        return name in self._reused or (present.is_file() and checksum(present) == self.sums[name])


def clear(target: Path) -> tuple[Path, ...]:
    """Delete what was made in a folder, never the publisher's own files; return what was deleted."""
    target = target.resolve()
    made = [target / name for name in (*_read_sums(target), SUMS) if (target / name).is_file()]
    for path in made:
        path.unlink()
    for folder in sorted({path.parent for path in made} - {target}, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return tuple(made)


@contextmanager
def opened(target: Path) -> Iterator[Staging]:
    """Stage a new state of a folder and put it in place when the block ends without an error.

    Files of the publisher's own in the folder stay. Where the new state equals the present one nothing is touched.
    Raises InputError where the place is taken by a file.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        place = Source(str(target))
        raise InputError([Finding("not-a-folder", Severity.ERROR, "results can't go here: it is a file", place)])
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.parent / f".{target.name}.old"
    _recover(target, old)
    new = target.parent / f".{target.name}.new-{os.getpid()}"
    new.mkdir()
    try:
        staging = Staging(target, new)
        yield staging
        present = _read_sums(target)
        if staging.sums == present and all(staging.is_present(name) for name in present):
            return
        _keep_others(target, new, present)
        lines = [f"{sha256}  {name}\n" for name, sha256 in sorted(staging.sums.items())]
        (new / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
        _swap(target, new, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def checksum(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recover(target: Path, old: Path) -> None:
    """Put back the old state if a run was ended between the two renames of `_swap`."""
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def _read_sums(target: Path) -> Mapping[str, str]:
    try:
        lines = (target / SUMS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    rows = (line.split("  ", 1) for line in lines if "  " in line)
    return {name: sha256 for sha256, name in rows}


def _keep_others(target: Path, new: Path, made: Mapping[str, str]) -> None:
    """Carry over what the program did not make."""
    if not target.exists():
        return
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if path.is_dir() or name in made or name == SUMS or (new / name).exists():
            continue
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        _link(path, new / name)


def _link(source: Path, place: Path) -> None:
    """Give a file a second name, or copy it where the disk can't."""
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, place, follow_symlinks=False)


def _swap(target: Path, new: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
