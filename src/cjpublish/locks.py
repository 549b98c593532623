"""Locks between processes; the system takes them back from a process that ends, however it ends."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from filelock import ReadWriteLock

__all__ = ["alone", "exclusive", "shared"]

_WAIT = 0.25
"""Seconds of one try to get a lock: between two of them Ctrl-C is heard."""
_log = logging.getLogger(__name__)


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold a lock together with others while the block runs; wait, and say so, while another process holds it alone.

    Raises OSError where the disk has no locks.
    """
    if (lock := _read(path)) is None:
        _log.warning("another process has %s for itself for a while; this one waits until it is done", path.parent)
        while (lock := _read(path)) is None:
            pass
    try:
        yield
    finally:
        lock.close()


@contextmanager
def exclusive(path: Path) -> Iterator[bool]:
    """Hold a lock alone while the block runs, or tell it at once that others hold the lock.

    Raises OSError where the disk has no locks.
    """
    lock = _written(path)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.close()


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold back this user's other processes that would change the same place while the block runs.

    The locks are in the user's cache folder, which is never removed by the program; where that has no locks, nothing
    is held back. Places may share a lock: never hold two.
    """
    from filelock import FileLock

    folder = platformdirs.user_cache_path("cjpublish", appauthor=False) / "locks"
    name = hashlib.sha256(os.fsencode(os.path.normcase(place))).hexdigest()[:3]  # few enough to be left lying there
    with ExitStack() as stack:
        with suppress(OSError, NotImplementedError):  # what a disk without locks answers
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(folder / f"{name}.lock", poll_interval=0.01, is_singleton=False))
        yield


def _read(path: Path) -> ReadWriteLock | None:
    with _disk_faults(path):
        lock = _opened(path)
        with suppress(TimeoutError):
            lock.acquire_read(timeout=_WAIT)
            return lock
    return None


def _written(path: Path) -> ReadWriteLock | None:
    with _disk_faults(path):
        lock = _opened(path)
        with suppress(TimeoutError):
            lock.acquire_write(blocking=False)
            return lock
    return None


def _opened(path: Path) -> ReadWriteLock:
    from filelock import ReadWriteLock  # it loads sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    return ReadWriteLock(path, is_singleton=False)  # threads and nested builds hold their own


@contextmanager
def _disk_faults(path: Path) -> Iterator[None]:
    """Turn what SQLite has against a file into an OSError that says what may be done."""
    import sqlite3

    try:
        yield
    except (sqlite3.Error, ValueError) as error:
        is_damaged = getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
        fault = f"the lock file is damaged and may be deleted ({error})" if is_damaged else str(error)
        raise OSError(errno.ENOLCK, f"no lock can be had: {fault}", str(path)) from error
