"""py3langid's tables, unpacked by a thread into a file that has no name and is gone with the process."""

from __future__ import annotations

import lzma
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

__all__ = ["begun", "tables"]

_AT_ONCE = 1 << 24
"""Bytes unpacked in one step. Between steps the thread waits for whoever is busy, so that there should be few."""
_LOCAL_HEADER = 30
"""Bytes before an entry's name (ZIP APPNOTE 6.3.10, 4.3.7); the last four are the lengths of name and extra field."""


@cache
def begun(model: Path) -> Future[IO[bytes]]:
    """Begin to unpack a model, once a process; the result is its file, or the error that came of it.

    Raises RuntimeError where no thread can be started.
    """
    thread = ThreadPoolExecutor(1, "unpacking")
    future = thread.submit(_unpacked, model)
    thread.shutdown(wait=False)
    return future


def tables(file: IO[bytes]) -> dict[str, Any]:
    """Return an unpacked model's tables by their names, and close it; each is read where it is looked into.

    Raises ValueError where they are written in another way than `numpy.savez` writes them.
    """
    with file, ZipFile(file) as archive:
        space = mmap(file.fileno(), 0, access=ACCESS_READ)
        return {entry.filename.removesuffix(".npy"): _table(archive, entry, space) for entry in archive.infolist()}


def _unpacked(model: Path) -> IO[bytes]:
    unpack, packed = lzma.LZMADecompressor(), model.read_bytes()
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile(prefix="cjpublish-"))
        while not unpack.eof:
            if unpack.needs_input and not packed:
                raise EOFError(f"{model} ends too early")
            file.write(unpack.decompress(packed, _AT_ONCE))
            packed = b""
        file.flush()
        stack.pop_all()  # it stays open for whoever asked for it
        return file


def _table(archive: ZipFile, entry: ZipInfo, space: mmap) -> Any:
    """Return the array that an entry holds, where it lies."""
    import numpy as np
    from numpy.lib import format as npy

    with archive.open(entry) as member:
        version = npy.read_magic(member)
        if version != (1, 0) or entry.compress_type != ZIP_STORED:
            raise ValueError(f"{entry.filename} is written in another way")
        shape, by_columns, kind = npy.read_array_header_1_0(member)
        if not kind.isnative:
            raise ValueError(f"{entry.filename} is written for another machine")
        begin = entry.header_offset + _LOCAL_HEADER + member.tell()
    lengths = np.frombuffer(space, "<u2", 2, entry.header_offset + _LOCAL_HEADER - 4)
    place = begin + int(lengths.sum())
    return np.ndarray(shape, kind, space, place, order="F" if by_columns else "C")
