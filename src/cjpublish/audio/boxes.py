"""The boxes of an MP4, as ISO/IEC 14496-12 has them, on the way to the tables of a track's samples."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

__all__ = ["Box", "Place", "numbers", "places", "read", "table"]

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
"""What is opened. All else is kept as bytes."""
_SMALL, _LARGE = 8, 16
"""Bytes of a box's head, with a size of 32 bits and with one of 64."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box in memory: it has content or other boxes (4.2)."""

    kind: bytes
    content: bytes | memoryview = b""
    inner: tuple[Box, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, with its head."""
        return _SMALL + len(self.content) + sum(box.size for box in self.inner)

    def find(self, *kinds: bytes) -> Box:
        """Return the box at the end of a path. Raises ValueError unless there is just one of each kind."""
        if not kinds:
            return self
        (found,) = (box for box in self.inner if box.kind == kinds[0])
        return found.find(*kinds[1:])

    def changed(self, change: Callable[[Box], Box]) -> Box:
        """Return it with each box that holds content replaced by what `change` makes of it."""
        if self.kind not in _CONTAINERS:
            return change(self)
        return Box(self.kind, inner=tuple(box.changed(change) for box in self.inner))

    def write(self, file: BinaryIO) -> None:
        """Write it where a file stands."""
        file.write(struct.pack(">I4s", self.size, self.kind))
        file.write(self.content)
        for box in self.inner:
            box.write(file)


class Place(NamedTuple):
    """Where a box stands, in bytes from the file's first."""

    begin: int
    content: int
    end: int


def places(stream: BinaryIO, begin: int, end: int) -> Iterator[tuple[bytes, Place]]:
    """Yield the kinds of the boxes between two bytes of a stream, and where they stand.

    Raises ValueError where one doesn't fit between them.
    """
    while begin < end:
        stream.seek(begin)
        size, kind, large = struct.unpack(">I4sQ", stream.read(_LARGE).ljust(_LARGE, b"\0"))
        head, size = (_LARGE, large) if size == 1 else (_SMALL, size)
        place = Place(begin, begin + head, begin + size)
        if not place.content <= place.end <= end:
            raise ValueError(f"no box of an MP4 begins at byte {begin}")
        yield kind, place
        begin = place.end


def read(stream: BinaryIO, kind: bytes, place: Place) -> Box:
    """Return the box that stands in a place of a stream."""
    if kind in _CONTAINERS:
        return Box(kind, inner=tuple(read(stream, *each) for each in places(stream, place.content, place.end)))
    stream.seek(place.content)
    return Box(kind, stream.read(place.end - place.content))


def numbers(code: str, content: bytes | memoryview) -> array[int]:
    """Return the numbers of a table; `code` is `array`'s for their width."""
    found = array(code, bytes(content))
    _turn(found)
    return found


def table(code: str, *parts: array[int] | list[int]) -> memoryview:
    """Return numbers as a table has them, big-endian."""
    written = array(code)
    for part in parts:
        written.extend(part)
    _turn(written)
    return memoryview(written).cast("B")


def _turn(words: array[int]) -> None:
    """Turn numbers from this machine's order of bytes to a file's, or back."""
    if sys.byteorder == "little":
        words.byteswap()
