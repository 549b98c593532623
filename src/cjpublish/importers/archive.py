"""ZIP archives from anywhere, read without trusting a word of what they say of themselves.

Nothing is ever extracted: an entry's bytes are returned. The limits stand far above what a book needs and far below
what harms a computer.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NoReturn

from cjpublish.errors import InputError
from cjpublish.importers import Original, refused

__all__ = ["Archive", "deferred", "opened"]

_MOST_ENTRIES = 20_000
_MOST_OF_ONE = 64 << 20
"""Bytes of one entry that is read."""
_MOST_READ = 1 << 30
"""Bytes that may be read while an archive is open."""
_MOST_AT_ONCE = 4 << 20
"""Bytes that `zipfile` may ask for in one go: its whole directory, for one, before anyone can count the entries."""
_MOST_RATIO = 200
"""How many times larger than its packed bytes an entry may be, if it is also larger than `_LARGE`."""
_LARGE = 16 << 20
_CHUNK = 1 << 18
_LOCAL_HEADER = 30
"""Bytes of an entry's own header before its name (APPNOTE 4.3.7)."""
_ENCRYPTED = 0x1 | 0x40 | 0x2000
"""Flags of an entry that is encrypted, or whose header is (APPNOTE 4.4.4)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that OCF 3.3 (section 4.3) and OPC allow, and the two that `zipfile` unpacks in bounded steps."""
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for an archive that is damaged or made up."""
_AGAIN = "get or make the file once more; it may have been cut short on its way"
_MADE_UP = "no program writes such a file for a book; do not use it"


class Archive:
    """An open archive."""

    names: tuple[str, ...]
    """Its files in the order of its directory, folders not among them."""
    entries: tuple[zipfile.ZipInfo, ...]
    """What the directory says of each, folders too."""

    def __init__(self, original: Original, container: zipfile.ZipFile) -> None:
        """Look at everything the directory says; raises InputError where an entry may not be there."""
        self._original = original
        self._container = container
        self._entries = {entry.orig_filename: entry for entry in container.infolist() if not entry.is_dir()}
        self._left = _MOST_READ
        self.entries = tuple(container.infolist())
        _check(original, container.infolist())
        self.names = tuple(self._entries)

    def has(self, name: str) -> bool:
        """Return whether there is such a file."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises InputError where there is no such file, it is damaged, or it is larger than a book's files are.
        """
        if name not in self._entries:
            fix = "save or export the book once more with the program that made it"
            raise refused(self._original, "no-such-entry", f"{name} is missing in the archive", fix)
        parts: list[bytes] = []
        size = 0
        try:
            with self._container.open(self._entries[name]) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._left -= len(chunk)
                    if size > _MOST_OF_ONE or self._left < 0:
                        self._refuse_bomb(f"{name} unpacks to more than {min(size, _MOST_OF_ONE) >> 20} MB")
                    parts.append(chunk)
        except (*_BROKEN, OSError) as error:
            raise refused(self._original, "broken-archive", f"{name} in the archive is damaged", _AGAIN) from error
        return b"".join(parts)

    def _refuse_bomb(self, message: str) -> NoReturn:
        raise refused(self._original, "zip-bomb", message, _MADE_UP)


@contextmanager
def opened(original: Original) -> Iterator[Archive]:
    """Open a ZIP archive while the block runs.

    Raises InputError where it is none, is damaged or encrypted, or is made to harm: names that lead out of it, two
    files of one name, files that share their bytes, sizes that no book has (APPNOTE.TXT 6.3.10).
    """
    try:
        file = _file(original)
    except OSError as error:
        raise refused(original, "unreadable", f"the file can't be read: {error.strerror or error}") from error
    with file:
        try:
            container = zipfile.ZipFile(file)
        except (*_BROKEN, OSError) as error:
            raise _no_archive(original, file) from error
        with container:
            yield Archive(original, container)


def deferred(original: Original, name: str) -> Callable[[], bytes]:
    """Return what reads one of an archive's files when it is called, as `draft.Image` wants it."""

    def read() -> bytes:
        with opened(original) as archive:
            return archive.read(name)

    return read


class _Sparing(io.BufferedReader):
    """A file that gives only so much at once."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to `size` bytes; raises ValueError where that is too much to hold."""
        if size is not None and size > _MOST_AT_ONCE:
            raise ValueError("the archive's directory is too large")
        return super().read(-1 if size is None else size)


def _file(original: Original) -> _Sparing:
    if not stat.S_ISREG(original.path.stat().st_mode):
        raise refused(original, "no-file", "this is not a file", "give the path of a file")
    return _Sparing(io.FileIO(original.path))


def _no_archive(original: Original, file: io.BufferedReader) -> InputError:
    """Return the error for a file that `zipfile` does not open, told by how it begins."""
    file.seek(0)
    if io.BufferedReader.read(file, 4) == b"PK\x03\x04":
        return refused(original, "broken-archive", "the archive is damaged: its list of files can't be read", _AGAIN)
    message = "the file is not a ZIP archive, which an EPUB and a Word document (.docx) always are"
    return refused(original, "no-archive", message, _AGAIN)


def _check(original: Original, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_ENTRIES:
        message = f"the archive holds {len(entries)} files, more than {_MOST_ENTRIES}"
        raise refused(original, "zip-bomb", message, _MADE_UP)
    for name, count in Counter(entry.orig_filename for entry in entries).items():
        if count > 1:
            raise refused(original, "unsafe-archive", f"the archive holds {count} files named {name!r}", _MADE_UP)
    for entry in entries:
        _check_entry(original, entry)
    size = sum(entry.file_size for entry in entries)
    if _swells(size, sum(entry.compress_size for entry in entries)):
        raise refused(original, "zip-bomb", f"the archive unpacks to {size >> 20} MB out of next to nothing", _MADE_UP)
    by_offset = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(by_offset):
        least = _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size
        if entry.header_offset + least > following.header_offset:
            names = f"{entry.orig_filename} and {following.orig_filename}"
            raise refused(original, "zip-bomb", f"{names} in the archive share their bytes", _MADE_UP)


def _check_entry(original: Original, entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    if entry.flag_bits & _ENCRYPTED:
        fix = "remove the password with the program that set it, then import the file"
        raise refused(original, "encrypted", f"{name} in the archive is encrypted", fix)
    if _leads_out(name):
        raise refused(
            original, "unsafe-archive", f"the archive holds the name {name!r}, which leads out of it", _MADE_UP
        )
    if entry.compress_type not in _METHODS:
        fix = "pack the archive again without compression or with the usual one (deflate)"
        raise refused(original, "unknown-compression", f"{name} in the archive is packed in an unusual way", fix)
    if _swells(entry.file_size, entry.compress_size):
        message = f"{name} in the archive unpacks to {entry.file_size >> 20} MB out of next to nothing"
        raise refused(original, "zip-bomb", message, _MADE_UP)


def _swells(size: int, packed: int) -> bool:
    return size > _LARGE and size > _MOST_RATIO * packed


def _leads_out(name: str) -> bool:
    """Return whether a name could mean a place outside the archive, on any system."""
    parts = name.removesuffix("/").split("/")
    return "\\" in name or "\0" in name or name[1:2] == ":" or "" in parts or ".." in parts
