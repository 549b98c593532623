"""The store forgets what was used least lately where it holds more than it may."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cjpublish import locks
from cjpublish.amounts import counted, size
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.store import Store, is_half_written, is_left_over
from cjpublish.upkeep.limit import limit

__all__ = ["Holdings", "Pruned", "clear", "held", "kept", "prune"]

_SHARE = 0.9
"""What of its limit a store that outgrew it keeps, so that it isn't walked through again at once."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a store holds."""

    folder: Path
    """Where it is."""
    files: int
    """How many files there are."""
    bytes: int
    """How large they are together."""
    limit: int
    """The bytes that it may hold."""
    last_used: datetime | None
    """When something was last used, to the hour; None where there is nothing."""
    longest_unused: datetime | None
    """When what was used least lately was last used: it is forgotten first."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a store forgot."""

    files: int
    """How many files were deleted."""
    bytes: int
    """How large they were together."""
    left: int
    """The bytes that are left."""


@contextmanager
def kept(store: Store) -> Iterator[None]:
    """Have a build use the store while the block runs, and when it ends well keep the store within its limit.

    Raises InputError where the limit is no amount, before anything is done.
    """
    most = limit()
    with store.in_use():
        yield
    _tidy(store, most)


def held(store: Store) -> Holdings:
    """Return what a store holds; looks at every file."""
    files = total = 0
    used: list[float] = []
    for _, status in store.files():
        files += 1
        total += status.st_size
        used = [min([status.st_mtime, *used]), max([status.st_mtime, *used])]
    first, last = (datetime.fromtimestamp(each, UTC) for each in used) if used else (None, None)
    return Holdings(store.folder, files, total, limit(), last, first)


def prune(store: Store, most: int) -> Pruned:
    """Have a store forget what was used least lately until it holds no more than so many bytes.

    Raises InputError while a build uses it, and OSError where the disk has no locks.
    """
    with _alone(store, "prune again; each build prunes by itself what is above the limit"):
        return _pruned(store, most, most)


def clear(store: Store) -> tuple[int, int]:
    """Delete all that a store holds; return how many files and bytes that were. Raises as `prune` does."""
    with _alone(store, "delete it again"):
        return store.clear()


@contextmanager
def _alone(store: Store, then: str) -> Iterator[None]:
    """Have a store for oneself while the block runs, or say what to do `then`."""
    with locks.exclusive(store.lock) as is_alone:
        if not is_alone:
            message, fix = "another process needs what is in the store", f"wait until it has ended, then {then}"
            raise InputError([Finding("store-in-use", Severity.ERROR, message, Source(str(store.folder)), fix)])
        yield


def _tidy(store: Store, most: int) -> None:
    """Prune a store that may hold more than its limit, unless another build is running: that one will do it."""
    try:
        if not _may_exceed(store, most):
            return
        with locks.exclusive(store.lock) as is_alone:
            if not is_alone or not _may_exceed(store, most):  # another may just have done it
                return
            pruned = _pruned(store, most, int(_SHARE * most))
    except OSError as error:  # what was built is there all the same
        _log.warning("the store was not pruned: %s: %s", error.filename or store.folder, error.strerror or error)
        return
    if pruned.files:
        what = f"{counted(pruned.files, 'file')} ({size(pruned.bytes)}) that were used least lately"
        _log.info("the store had outgrown its limit of %s, so it forgot %s", size(most), what)


def _may_exceed(store: Store, most: int) -> bool:
    booked = store.ledger.total()
    return store.folder.is_dir() and (booked is None or booked > most)


def _pruned(store: Store, most: int, target: int) -> Pruned:
    """Count what a store holds and, if that is more than `most`, delete down to `target`; the ledger begins anew."""
    length = store.ledger.length()
    ages: Counter[int] = Counter()
    for _, status in store.files():
        ages[_minute(status)] += status.st_size
    total = ages.total()
    files, freed = _forget(store, ages, total - target) if total > most else (0, 0)
    if store.folder.is_dir():
        store.ledger.begin(total - freed, length)
    return Pruned(files, freed, total - freed)


def _forget(store: Store, ages: Mapping[int, int], surplus: int) -> tuple[int, int]:
    """Delete at least `surplus` bytes, what was used least lately first; return how many files and bytes went.

    Only sizes by minute are held in memory: a store may have millions of files.
    """
    older = 0
    for last in sorted(ages):
        if older + ages[last] >= surplus:
            break
        older += ages[last]
    files = freed = 0
    spare = surplus - older  # of the last minute only so much has to go
    for path, status in store.files():
        minute = _minute(status)
        if minute > last or (minute == last and spare <= 0):
            continue
        if is_half_written(path) and not is_left_over(path, status):
            continue
        with suppress(FileNotFoundError, PermissionError):  # Windows keeps a file that is open
            os.unlink(path)
            files, freed = files + 1, freed + status.st_size
            spare -= status.st_size if minute == last else 0
    return files, freed


def _minute(status: os.stat_result) -> int:
    return int(status.st_mtime // 60)
