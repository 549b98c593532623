"""Whether all that the store holds is as it was put."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cjpublish.progress import advance
from cjpublish.store import DIGEST_SIZE, Store, is_half_written, is_left_over, listed

__all__ = ["Verified", "verify"]

_STAGE = "verify"


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at every byte of a store found."""

    files: int
    """How many files were looked at."""
    bytes: int
    """How large they were together."""
    damaged: tuple[Path, ...]
    """Files that were not as they were put: they were deleted, and are made again when they are needed."""
    leftovers: int
    """How many half-written files of runs that were ended were deleted."""


def verify(store: Store) -> Verified:
    """Read all that a store holds, delete what is damaged and what runs that were ended left half-written.

    Nothing is pruned meanwhile, and builds may run. Raises OSError.
    """
    folders = store.folders()
    parts: list[Verified] = []
    advance(_STAGE, 0, len(folders))
    with store.in_use(), ThreadPoolExecutor(os.cpu_count()) as threads:
        for part in threads.map(_verified, folders):
            parts.append(part)
            advance(_STAGE, len(parts), len(folders))
    return Verified(
        sum(part.files for part in parts),
        sum(part.bytes for part in parts),
        tuple(path for part in parts for path in part.damaged),
        sum(part.leftovers for part in parts),
    )


def _verified(folder: Path) -> Verified:
    files = total = leftovers = 0
    damaged: list[Path] = []
    for name, status in listed(folder):
        path = Path(name)
        if is_half_written(name):
            if is_left_over(name, status):
                path.unlink(missing_ok=True)
                leftovers += 1
            continue
        files += 1
        total += status.st_size
        with suppress(FileNotFoundError):  # found damaged by a build meanwhile
            if not _is_whole(path):
                path.unlink()
                damaged.append(path)
    return Verified(files, total, tuple(sorted(damaged)), leftovers)


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        wanted = file.read(DIGEST_SIZE)
        return hashlib.file_digest(file, "sha256").digest() == wanted
