"""How long the audio files of a book play, from their first bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile

from cjpublish.artifacts.ebook import Ebook
from cjpublish.audio import mpeg

__all__ = ["Length", "lengths"]

_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Length:
    """How long an audio file plays."""

    seconds: float
    """Its length."""
    is_exact: bool
    """Whether the file says so; else it is worked out from its size and the bit rate of its first frame."""


def lengths(ebook: Ebook, names: Iterable[str]) -> Mapping[str, Length]:
    """Return the lengths of audio files that are in the archive and tell theirs."""
    found: dict[str, Length] = {}
    sizes = {entry.filename: entry.file_size for entry in ebook.entries}
    with ZipFile(ebook.file) as archive:
        for name in names:
            if name not in sizes:
                continue
            try:
                with archive.open(name) as file:
                    length = _length(file, sizes[name])
            except (BadZipFile, OSError, ValueError):
                continue
            if length:
                found[name] = length
    return found


def _length(file: IO[bytes], size: int) -> Length | None:
    head = file.read(_HEAD)
    if head[4:8] == b"ftyp" or head.startswith(b"OggS"):
        file.seek(0)
        return _measured(file)
    begin = _after_tag(head)
    if begin + 4 > len(head):
        file.seek(begin)
        head, size, begin = file.read(_HEAD), size - begin, 0
    return _of_mp3(head, begin, size)


def _after_tag(head: bytes) -> int:
    """Return where the sound begins after an ID3v2 tag (ID3v2.3, 3.1)."""
    if not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def _of_mp3(head: bytes, begin: int, size: int) -> Length | None:
    """Return the length of an MP3 of one bit rate, or of one that counts its frames (Xing's header)."""
    match = mpeg.HEADER.search(head, begin)
    if match is None:
        return None
    header = match[0]
    by_size = (size - match.start()) * 8 / (mpeg.kilobits(header) * 1000)
    at = match.end() + mpeg.side_size(header)
    kind = head[at : at + 4]
    if kind in (b"Xing", b"Info") and head[at + 7] & 1:
        (count,) = struct.unpack(">I", head[at + 8 : at + 12])
        seconds = count * mpeg.samples_a_frame(header) / mpeg.rate(header)
        return Length(min(seconds, by_size) if kind == b"Info" else seconds, is_exact=True)
    return Length(by_size, is_exact=False)


def _measured(file: IO[bytes]) -> Length | None:
    """Return the length that an MP4 or Ogg file states."""
    import av

    try:
        with av.open(file, mode="r") as container:
            return Length(container.duration / av.time_base, is_exact=True) if container.duration else None
    except (av.FFmpegError, OSError):
        return None
