"""SHA-256 of files: a large one is read again only where the disk says that it may have changed."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

__all__ = ["Sums", "stamp"]

_LARGE = 1_000_000
"""Bytes above which a file is not read where its size, time and place on the disk are those of the last look."""
_SETTLED = 2.0
"""Seconds after which a file's time is believed: on some disks it is no finer, and two changes may share it."""


def stamp(status: os.stat_result) -> str:
    """Return how the disk tells a file from what it was before a change, under whatever name."""
    return f"{status.st_dev}.{status.st_ino}.{status.st_size}.{status.st_mtime_ns}"


class Sums:
    """Sums of files by path, remembered from one run to the next."""

    def __init__(self, remembered: bytes | None = None) -> None:
        """Begin with what `remembered` returned in an earlier run."""
        self._known: Mapping[str, list[int | str]] = json.loads(remembered) if remembered else {}
        self._looked: dict[str, list[int | str]] = {}
        self._learnt: dict[str, str] = {}

    def of(self, path: Path) -> str:
        """Return a file's SHA-256 in hexadecimal; raises OSError where it can't be read."""
        status, name = os.stat(path), str(path)
        seen = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        known = self._known.get(name)
        if known and known[:4] == seen:
            sha256 = str(known[4])
        elif (own := stamp(status)) in self._learnt:
            sha256 = self._learnt[own]
        else:
            sha256 = _read(name, status.st_size)
            if status.st_nlink > 1:
                self._learnt[own] = sha256  # it is likely to be asked for under its other name
        if status.st_size > _LARGE and max(status.st_mtime, status.st_ctime) < time.time() - _SETTLED:
            self._looked[name] = [*seen, sha256]
        return sha256

    def learn(self, sums: Mapping[str, str]) -> None:
        """Take note of the sums of files, by the stamps that these had when they were summed up."""
        self._learnt |= sums

    @property
    def are_news(self) -> bool:
        """Whether there is something to remember that was not."""
        return self._looked != self._known

    def remembered(self) -> bytes:
        """Return what is to be remembered: the large files that were looked at in this run."""
        return json.dumps(self._looked, separators=(",", ":")).encode()


def _read(name: str, size: int) -> str:
    with open(name, "rb", buffering=0) as file:
        if size <= _LARGE:  # most are, and in one piece they take half the time
            return hashlib.sha256(file.read()).hexdigest()
        return hashlib.file_digest(file, "sha256").hexdigest()
