"""How many bytes a store holds at most, without a look at it: what was counted last, and what has been put since."""

from __future__ import annotations

import os
import threading
from pathlib import Path

__all__ = ["Ledger"]

_COUNTED = b"counted "
_FIRST, _MOST = 1 << 16, 1 << 24
"""Bytes that are booked at once: so the ledger has a few lines a build, not one for each file that is put."""


class Ledger:
    """A file that processes only append to, and that a count begins anew.

    Its first line is an exact total; each further line is a number of bytes that a process was about to put. What a
    process has booked and not put makes the sum too large, never too small.
    """

    def __init__(self, path: Path) -> None:
        """Keep the ledger in a file, in a folder that is there when something is booked."""
        self._path = path
        self._left = 0
        self._next = _FIRST
        self._threads = threading.Lock()

    def book(self, count: int) -> None:
        """Say that so many bytes are about to be put; raises OSError."""
        with self._threads:
            if count > self._left:
                booked = max(count, self._next)
                _append(self._path, b"%d\n" % booked)
                self._left += booked
                self._next = min(2 * self._next, _MOST)
            self._left -= count

    def total(self) -> int | None:
        """Return how many bytes there are at most; None where that has to be counted."""
        first, *booked = self._read().splitlines() or [b""]
        if not first.startswith(_COUNTED):
            return None
        try:
            return int(first.removeprefix(_COUNTED)) + sum(map(int, booked))
        except ValueError:  # a line was cut short by a full disk
            return None

    def length(self) -> int:
        """Return how long the ledger is: a count that begins now takes in what was booked up to here."""
        return len(self._read())

    def begin(self, total: int, length: int) -> None:
        """Begin anew with what was counted, and what has been booked since the ledger had the given length."""
        with self._threads:
            new = self._path.with_name(f"{self._path.name}.new")
            new.write_bytes(b"%b%d\n%b" % (_COUNTED, total, self._read()[length:]))
            new.replace(self._path)
            self._left, self._next = 0, _FIRST

    def _read(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""


def _append(path: Path, line: bytes) -> None:
    """Add a line in one piece, whoever else does so at the same time."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)
