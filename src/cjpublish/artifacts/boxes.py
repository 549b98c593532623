"""The boxes that an MP4 is made of (ISO/IEC 14496-12, 4.2), read without what they hold."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from math import inf
from typing import BinaryIO, NamedTuple

__all__ = ["Box", "boxes", "content", "outermost", "within"]

_MOST = 64
"""Boxes that are looked at beside each other."""
_LONGEST = 1024
"""Bytes of a box whose content is read."""


class Box(NamedTuple):
    """A box of an MP4."""

    name: str
    begin: int
    """Where its content begins, in bytes from the file's first."""
    end: float
    """Where it ends; infinite where that is the file's end."""


def outermost(stream: BinaryIO) -> list[Box]:
    """Return an MP4's outermost boxes, in order; none of another file."""
    found = list(boxes(stream, 0, inf))
    return found if found and found[0].name == "ftyp" else []


def boxes(stream: BinaryIO, begin: int, end: float) -> Iterator[Box]:
    """Yield the boxes between two places of an MP4, up to the first that can't be one."""
    for _ in range(_MOST):
        stream.seek(begin)
        head = stream.read(16)
        if len(head) < 8 or begin + 8 > end:
            return
        size, inner = struct.unpack(">I", head[:4])[0], 8
        if size == 1 and len(head) == 16:
            size, inner = struct.unpack(">Q", head[8:])[0], 16
        name = head[4:8].decode("latin-1")
        if size < inner:
            yield Box(name, begin + inner, end)
            return
        yield Box(name, begin + inner, min(end, begin + size))
        begin += size


def within(stream: BinaryIO, beside: Iterable[Box], *names: str) -> list[Box]:
    """Return the boxes at the end of a path, the first name of which is among those `beside` each other."""
    found = [box for box in beside if box.name == names[0]]
    for name in names[1:]:
        inner = [each for box in found for each in boxes(stream, box.begin, box.end)]
        found = [box for box in islice(inner, _MOST) if box.name == name]
    return found


def content(stream: BinaryIO, beside: Iterable[Box], name: str) -> bytes:
    """Return the content of the first box of a name, as far as it is read; empty without one."""
    for box in beside:
        if box.name == name:
            stream.seek(box.begin)
            return stream.read(int(min(box.end - box.begin, _LONGEST)))
    return b""
