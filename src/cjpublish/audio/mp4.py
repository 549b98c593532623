"""AAC frames taken out of an MP4, and an index of single frames for one whose writer was given runs of frames.

libav holds 64 bytes of each packet until a file is closed, and takes each in a call of its own: for a day of sound
that is much memory and time. Given a run of frames as one packet, it writes the same file but for the tables of the
track's samples, which are made here from eight bytes a frame. Clauses are those of ISO/IEC 14496-12.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from itertools import accumulate, groupby
from pathlib import Path
from typing import BinaryIO

from cjpublish.audio.boxes import Box, numbers, places, read, table

__all__ = ["FRAME", "complete", "frames", "indexed", "placed"]

FRAME = 1024
"""Samples of an AAC-LC frame."""
_STBL = (b"mdia", b"minf", b"stbl")
"""The way from a track to its tables."""
_OFFSETS = {b"stco": "I", b"co64": "Q"}
"""`array`'s codes for where chunks begin (8.7.5)."""
_LARGEST = 0xFFFFFFFF
"""The last byte at which a chunk in a `stco` can begin."""
_CHUNK = 1 << 20
"""Bytes that a chunk stays below: libav's own measure (`build_chunks` in movenc.c), which players are used to."""
_PIECE = 1 << 20
"""Bytes that are moved at a time."""


def frames(content: bytes) -> tuple[array[int], memoryview]:
    """Return the sizes of the frames of an MP4's one track, and the frames, one after the other.

    Raises ValueError where its `mdat` holds anything else.
    """
    stream = BytesIO(content)
    outer = dict(places(stream, 0, len(content)))
    listed = read(stream, b"moov", outer[b"moov"]).find(b"trak", *_STBL, b"stsz").content
    # Where all have one size, there is no table (8.7.3).
    _, size, count = struct.unpack_from(">3I", listed)
    sizes = array("I", [size]) * count if size else numbers("I", listed[12:])
    data = memoryview(content)[outer[b"mdat"].content : outer[b"mdat"].end]
    if sum(sizes) != len(data):
        raise ValueError("an MP4 holds something beside the frames of its track")
    return sizes, data


def complete(path: Path, sizes: array[int]) -> None:
    """Complete a file that libav wrote of runs: list each frame of its audio track, and put the index before the sound.

    Raises ValueError unless the frames stand together at the end of the sound.
    """
    with path.open("r+b") as file:
        outer = dict(places(file, 0, file.seek(0, os.SEEK_END)))
        begin, end = outer[b"ftyp"].end, outer[b"mdat"].end
        moov = placed(indexed(read(file, b"moov", outer[b"moov"]), sizes, end - sum(sizes)))
        _move(file, begin, end, moov.size)
        file.truncate(end + moov.size)
        file.seek(begin)
        moov.write(file)


def indexed(moov: Box, sizes: array[int], begin: int) -> Box:
    """Return an index whose audio track has frames of these sizes, one after the other from a byte of the file on.

    Raises ValueError where the track begins elsewhere.
    """
    tables = _tables(sizes, begin)

    def listed(track: Box) -> Box:
        if track.kind != b"trak" or track.find(b"mdia", b"hdlr").content[8:12] != b"soun":
            return track
        first = next(offset for box in track.find(*_STBL).inner for offset in _offsets(box))
        if first != begin:
            raise ValueError(f"the sound begins at byte {first}, not {begin}")
        return track.changed(lambda box: tables.get(box.kind, box))

    return Box(moov.kind, inner=tuple(map(listed, moov.inner)))


def placed(moov: Box) -> Box:
    """Return an index for a file in which it goes before all chunks: each is as much later as the index is long.

    A track with a chunk beyond 4 GiB has a `co64` (8.7.5), which makes the index longer.
    """
    later = 0
    while (moved := moov.changed(partial(_later, by=later))).size != later:
        later = moved.size
    return moved


def _tables(sizes: array[int], begin: int) -> Mapping[bytes, Box]:
    """Return what says where each frame is and how long it lasts, by the kinds of box that it replaces."""
    counts, lengths = zip(*_chunks(sizes), strict=True)
    offsets = _offset_table([*accumulate(lengths[:-1], initial=begin)])
    grouped = [(count, len(list(same))) for count, same in groupby(counts)]
    firsts = accumulate((chunks for _, chunks in grouped), initial=1)
    runs = [number for first, (count, _) in zip(firsts, grouped, strict=False) for number in (first, count, 1)]
    total = len(sizes)
    is_even = sizes.count(sizes[0]) == total
    roll = int.from_bytes(b"roll")
    return {
        b"stts": Box(b"stts", table("I", [0, 1, total, FRAME])),
        b"stsc": Box(b"stsc", table("I", [0, len(grouped)], runs)),
        b"stsz": Box(b"stsz", table("I", [0, sizes[0], total] if is_even else [0, 0, total], [] if is_even else sizes)),
        b"stco": offsets,
        b"co64": offsets,
        b"sbgp": Box(b"sbgp", table("I", [0, roll, 1, total, 1])),
    }


def _chunks(sizes: array[int]) -> Iterator[tuple[int, int]]:
    """Yield how many frames a chunk has and how many bytes."""
    count = filled = 0
    for size in sizes:
        if filled + size >= _CHUNK:
            yield count, filled
            count = filled = 0
        count += 1
        filled += size
    yield count, filled


def _offsets(box: Box) -> array[int]:
    """Return where chunks begin; empty unless the box is a table of that."""
    return numbers(_OFFSETS[box.kind], box.content[8:]) if box.kind in _OFFSETS else array("Q")


def _offset_table(offsets: list[int]) -> Box:
    """Return where chunks begin as the narrower box that can say it (8.7.5)."""
    kind = b"co64" if offsets[-1] > _LARGEST else b"stco"
    return Box(kind, bytes(table("I", [0, len(offsets)])) + table(_OFFSETS[kind], offsets))


def _later(box: Box, by: int) -> Box:
    """Return a table of chunks with all of them later by so many bytes; any other box as it is."""
    offsets = _offsets(box)
    return _offset_table([offset + by for offset in offsets]) if offsets else box


def _move(file: BinaryIO, begin: int, end: int, by: int) -> None:
    """Move what stands between two bytes of a file towards its end, its last piece first."""
    while begin < end:
        piece = max(begin, end - _PIECE)
        file.seek(piece)
        content = file.read(end - piece)
        file.seek(piece + by)
        file.write(content)
        end = piece
