"""Changes a folder of results all at once or not at all."""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from cjpublish import locks
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["SUMS", "Staging", "amend", "checksum", "clear", "made", "opened", "recover", "swap"]

SUMS = "SHA256SUMS"
"""The list of what was made; a file that it does not name is the publisher's own and is left alone."""


_DAY = 86_400.0
"""Seconds."""
_MARK = "# made by cjpublish\n"
"""The list's first line, which `sha256sum -c` passes over: no other program's list is taken for ours."""


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
        place = self.path(name)
        if not present.is_file() or not _taken(present, place, sha256):
            return False
        self.sums[name] = sha256
        self._reused.add(name)
        return True

    def same(self, name: str, other: str) -> None:
        """Give a file of the new state a second name; on most disks it takes no room."""
        self.adopt(name, self.path(other), self.sums[other])

    def adopt(self, name: str, file: Path, sha256: str) -> None:
        """Take in a file that lies elsewhere and stays there, with the SHA-256 that it has."""
        _link(file, self.path(name))
        self.sums[name] = sha256
        present = self.target / name
        if present.is_file() and present.samefile(file):
            self._reused.add(name)

    def carry_over(self, besides: str = "") -> None:
        """Take over all that was made before and is not made anew, but for the file `besides`."""
        with locks.alone(self.target):
            for name, sha256 in made(self.target).items():
                if name not in self.sums and name != besides:
                    self.reuse(name, sha256)

    def is_present(self, name: str) -> bool:
        """Tell whether the present state has a file with the content that it will have."""
        present = self.target / name
        return name in self._reused or (present.is_file() and checksum(present) == self.sums[name])


def clear(target: Path) -> tuple[Path, ...]:
    """Delete what was made in a folder and is as it was made; return what was deleted.

    Raises InputError where the folder has a list of sums that is not the program's own.
    """
    target = target.resolve()
    with locks.alone(target):
        return _cleared(target)


def _cleared(target: Path) -> tuple[Path, ...]:
    unchanged = [name for name, sha256 in made(target).items() if _has(target / name, sha256)]
    gone = [target / name for name in (*unchanged, SUMS) if (target / name).is_file()]
    for path in gone:
        path.unlink()
    for folder in sorted({path.parent for path in gone} - {target}, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return tuple(gone)


@contextmanager
def opened(target: Path) -> Iterator[Staging]:
    """Stage a new state of a folder and put it in place when the block ends without an error.

    Files of the publisher's own stay: what the list of sums does not name, and what has been changed since it was
    made. Where the new state equals the present one nothing is touched. Of two runs at once the one that ends last
    has its state in place. Raises InputError where the place is taken by a file, or where a result would take the
    place of a file of the publisher's own.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise _refused("results can't go here: it is a file", target)
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.parent / f".{target.name}.old"
    with locks.alone(target):
        recover(target, old)
        made(target)  # what is not the program's own is refused before any work is done
    new = target.parent / f".{target.name}.new-{secrets.token_hex(4)}"
    new.mkdir()
    try:
        staging = Staging(target, new)
        yield staging
        with locks.alone(target):
            recover(target, old)
            _put_in_place(staging, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put_in_place(staging: Staging, old: Path) -> None:
    """Give a folder its new state, seen from what is there now: another run may have ended since this one began."""
    target, present = staging.target, made(staging.target)
    if staging.sums == present and all(staging.is_present(name) for name in present):
        return
    _check_own(target, staging.sums, present)
    _keep_others(target, staging.folder, present)
    _list(staging.folder / SUMS, staging.sums)
    swap(target, staging.folder, old)


def amend(target: Path, name: str, write: Callable[[Path], None]) -> bool:
    """Add one file to a folder of results, or replace it; all else stays, and so does its list.

    Returns False, and writes nothing, where a file of the publisher's own stands there.
    """
    target = target.resolve()
    with locks.alone(target):
        return _amended(target, name, write)


def _amended(target: Path, name: str, write: Callable[[Path], None]) -> bool:
    sums = dict(made(target))
    path = target / name
    if path.exists() and name not in sums:
        return False
    new, listed = (target / f".{each}.new-{os.getpid()}" for each in (name, SUMS))
    try:
        write(new)
        sums[name] = checksum(new)
        new.replace(path)
        _list(listed, sums)
        listed.replace(target / SUMS)
    finally:
        new.unlink(missing_ok=True)
        listed.unlink(missing_ok=True)
    return True


def recover(target: Path, old: Path) -> None:
    """Put back the old state of a folder if a run was ended between the two renames of `swap`.

    What runs that were killed had staged is deleted after a day.
    """
    for left in target.parent.glob(f".{glob.escape(target.name)}.new-*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _DAY:
                shutil.rmtree(left, ignore_errors=True)
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def swap(target: Path, new: Path, old: Path) -> None:
    """Put a folder in the place of another, which is called `old` for a moment and then deleted."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def checksum(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made(target: Path) -> Mapping[str, str]:
    """Return what the program has made in a folder: SHA-256 by name."""
    path = target / SUMS
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    if not text.startswith(_MARK):
        raise _refused(f"there is a {SUMS} here that cjpublish did not write", path, "choose another folder with --out")
    rows = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    names = {name: sha256 for sha256, name in rows}
    return {name: sha256 for name, sha256 in names.items() if _lies_within(name)}


def _list(path: Path, sums: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_MARK)
        file.writelines(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))


def _lies_within(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _has(path: Path, sha256: str) -> bool:
    return path.is_file() and checksum(path) == sha256


def _taken(present: Path, place: Path, sha256: str) -> bool:
    """Give a file a second name, unless it is another than is meant; it may be replaced at any time."""
    try:
        _link(present, place)
    except FileNotFoundError:
        return False
    if _has(place, sha256):
        return True
    place.unlink()
    return False


def _refused(message: str, place: Path, fix: str = "") -> InputError:
    return InputError([Finding("out", Severity.ERROR, message, Source(str(place)), fix)])


def _check_own(target: Path, sums: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Refuse to put a result in the place of something that the program did not make."""
    for name in sums:
        path = target / name
        taken = [each for each in (path, *path.parents) if each != target and each.is_relative_to(target)]
        blocked = [each for each in taken[1:] if each.exists() and not each.is_dir()]
        if blocked or (path.is_dir() and not path.is_symlink()) or (name not in made and path.exists()):
            fix = "move it elsewhere, or choose another folder with --out"
            raise _refused("a file of your own stands where a result goes", blocked[0] if blocked else path, fix)


def _keep_others(target: Path, new: Path, made: Mapping[str, str]) -> None:
    """Carry over what the program did not make, and what has been changed since it did."""
    if not target.exists():
        return
    shutil.copymode(target, new)
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        place = new / name
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                place.mkdir(parents=True, exist_ok=True)
        elif name != SUMS and not place.exists() and not (name in made and _has(path, made[name])):
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(path, place)


def _link(source: Path, place: Path) -> None:
    """Give a file a second name, or copy it where the disk can't."""
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, place, follow_symlinks=False)
