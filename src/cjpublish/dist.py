"""Changes a folder of results all at once or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cjpublish import locks
from cjpublish.results import listing
from cjpublish.results.faults import refused
from cjpublish.results.files import checksum, has
from cjpublish.results.listing import SUMS, made, rows
from cjpublish.results.own import check_own, keep_own
from cjpublish.results.staging import Staging
from cjpublish.results.swapping import recover, swap

__all__ = ["SUMS", "Staging", "amend", "checksum", "clear", "made", "opened", "recover", "swap"]


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
        raise refused("results can't go here: it is a file", target)
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.parent / f".{target.name}.old"
    with locks.alone(target):
        recover(target, old)
        listing.check(target)  # before any work is done
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
    target, sums = staging.target, staging.sums
    new, gone, is_changed = set(sums), {}, False
    for name, sha256 in rows(target):  # only what differs is held in memory
        if name in sums:
            new.discard(name)
            is_changed |= sums[name] != sha256
        else:
            gone[name] = sha256
    if not (new or gone or is_changed) and all(map(staging.is_present, sums)):
        return
    check_own(target, sums, new)
    keep_own(target, staging.folder, gone)
    listing.write(staging.folder / SUMS, sums)
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
        listing.write(listed, sums)
        listed.replace(target / SUMS)
    finally:
        new.unlink(missing_ok=True)
        listed.unlink(missing_ok=True)
    return True


def clear(target: Path) -> tuple[Path, ...]:
    """Delete what was made in a folder and is as it was made; return what was deleted.

    Raises InputError where the folder has a list of sums that is not the program's own.
    """
    target = target.resolve()
    with locks.alone(target):
        return _cleared(target)


def _cleared(target: Path) -> tuple[Path, ...]:
    unchanged = [name for name, sha256 in rows(target) if has(target / name, sha256)]
    gone = [target / name for name in (*unchanged, SUMS) if (target / name).is_file()]
    for path in gone:
        path.unlink()
    for folder in sorted({path.parent for path in gone} - {target}, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return tuple(gone)
