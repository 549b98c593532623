"""Where the sound of a file is: its parts, each named by its encoded packets, so that copies are measured once."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cjpublish.artifacts.sound import Mark, look

if TYPE_CHECKING:
    from cjpublish.checks.sound.frames import Frames

__all__ = ["Part", "bytes_of", "cut", "faulty", "parts"]

_ENDINGS = (".mp3", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac")
"""What the names of audio files in an archive end in."""
_LEAD_IN = 10
"""Frames before a part that its first frame may take bits from."""
_CHUNK = 1 << 20
_UNCOUNTED = 2
"""Frames by which encoders count differently, or that a download may lack without anything to be heard."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one audio file: a chapter, or all of it."""

    key: str
    """Of its encoded packets and of what a decoder must know besides: where it is equal, the sound is."""
    file: Path
    """The file on disk that holds it."""
    locator: str
    """The file's name in its archive; empty where the file is no archive."""
    title: str
    """Of its chapter mark; for a file in an archive that file's name; else empty."""
    begin: float = 0.0
    """Seconds from the audio file's first sample."""
    seconds: float = 0.0
    """How long it plays."""
    codec: str = ""
    """libavcodec's name; empty where it can't be read."""
    rate: int = 0
    """Hz."""
    channels: int = 0
    """1 for mono."""
    first: int = 0
    """MP3: the offset of its first byte. Else: its first sample, in the track's time base."""
    last: int = 0
    """MP3: the offset of its end. Else: its end, in the track's time base."""
    lead: int = 0
    """MP3: bytes before `first` that are decoded and not heard."""
    skip: int = 0
    """Samples at the beginning of what is decoded that are no part of it."""
    bit_rates: tuple[int, int] = (0, 0)
    """The lowest and the highest bit rate of its file, bits a second."""
    missing: float = 0.0
    """Seconds that the file says it plays and does not hold; of its last part."""
    junk: int = 0
    """Bytes among the file's frames that are no sound; of its last part."""
    rates: tuple[int, ...] = ()
    """Every sample rate that its file has."""
    framed: bool = False
    """Whether `first`, `last` and `lead` are bytes of a stream of MP3 frames."""
    error: str = ""
    """Why it can't be read."""


def parts(path: Path, kind: str) -> tuple[Part, ...]:
    """Find the sound of a file of a kind (a key of `artifacts.kind.KINDS`), cut at its chapter marks.

    What can't be read is a part with its `error`; nothing is raised.
    """
    if kind in ("m4b", "mp3"):
        return tuple(_parts(path, ""))
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each for each in archive.namelist() if each.lower().endswith(_ENDINGS)]
    except faulty():
        return ()  # the archive's own checks say so
    return tuple(part for each in names for part in _parts(path, each))


def faulty() -> tuple[type[Exception], ...]:
    """Return what reading or decoding something damaged raises."""
    import av  # slow to import

    broken = zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError
    return av.FFmpegError, OSError, ValueError, LookupError, *broken


@contextmanager
def bytes_of(path: Path, locator: str) -> Iterator[BinaryIO]:
    """Open an audio file, or one in an archive, as a stream that can be read from any place."""
    if not locator:
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive, archive.open(locator) as member:
        yield cast(BinaryIO, member)


def _parts(path: Path, locator: str) -> list[Part]:
    try:
        with bytes_of(path, locator) as stream:
            facts = look(stream)
            if facts.codec == "mp3" and facts.container == "mp3":
                return list(_of_frames(path, locator, stream, facts.marks))
            from cjpublish.checks.sound.packets import of_packets

            return list(of_packets(path, locator, stream, facts))
    except faulty() as error:
        # What libav raises is a ValueError of its own kind, in words of its own.
        why = str(error) if type(error) is ValueError else "it is damaged"
    key = hashlib.sha256(f"unreadable {why}".encode()).hexdigest()
    return [Part(key, path, locator, Path(locator).name, error=why)]


def _of_frames(path: Path, locator: str, stream: BinaryIO, marks: tuple[Mark, ...]) -> Iterator[Part]:
    from cjpublish.checks.sound.frames import walk

    found = walk(stream)
    if not found.count:
        raise ValueError("it holds no MP3 frames")
    lost = found.declared - found.count
    missing = lost * found.samples / found.rate if lost > _UNCOUNTED else 0.0
    spans = _spans(found, marks)
    for index, (first, last, title) in enumerate(spans):
        final = index == len(spans) - 1
        begin, end = found.begins[first], found.begins[last]
        lead = min(first, _LEAD_IN) if _borrows(stream, begin) else 0
        played = (found.heard if final else last * found.samples) - first * found.samples
        yield Part(
            key=_key(stream, begin, end, f"mp3 {found.delay}"),
            file=path,
            locator=locator,
            title=title or Path(locator).name,
            begin=first * found.samples / found.rate,
            seconds=played / found.rate,
            codec="mp3",
            rate=found.rate,
            channels=found.channels,
            first=begin,
            last=end,
            lead=begin - found.begins[first - lead],
            skip=found.delay + lead * found.samples,
            bit_rates=found.bit_rates,
            missing=missing if final else 0.0,
            junk=found.junk if final else 0,
            rates=found.rates,
            framed=True,
        )


def _spans(found: Frames, marks: tuple[Mark, ...]) -> list[tuple[int, int, str]]:
    """Return the first frame, the end and the title of each piece that a file's chapter marks cut it into."""
    # An encoder's own last frames, which only flush it, are left out where the sound ends with a frame: so a chapter
    # has the same frames in a file of its own and in the whole book.
    ends = found.heard // found.samples if found.heard % found.samples == 0 else found.count
    cuts, titles = cut(marks, ends * found.samples / found.rate)
    edges = [min(ends, round(second * found.rate / found.samples)) for second in cuts[:-1]] + [ends]
    pieces = zip(pairwise(edges), titles, strict=True)
    return [(first, last, title) for (first, last), title in pieces if first < last]


def cut(marks: tuple[Mark, ...], seconds: float) -> tuple[list[float], list[str]]:
    """Return where a file is cut at its chapter marks, from 0 to its end, and the title of each piece."""
    titles = {0.0: ""}
    for mark in marks:
        if 0 <= mark.begin < seconds:
            titles[mark.begin] = titles.get(mark.begin) or mark.title
    begins = sorted(titles)
    return [*begins, seconds], [titles[begin] for begin in begins]


def _borrows(stream: BinaryIO, begin: int) -> bool:
    """Return whether a frame takes bits from those before it (`main_data_begin`, ISO/IEC 11172-3, 2.4.1.7)."""
    stream.seek(begin)
    frame = stream.read(8)
    side = frame[4 if frame[1] & 1 else 6 :]
    return bool(side[0] or (frame[1] & 0x08 and side[1] & 0x80))


def _key(stream: BinaryIO, begin: int, end: int, codec: str) -> str:
    content = hashlib.sha256(codec.encode())
    stream.seek(begin)
    while begin < end and (chunk := stream.read(min(_CHUNK, end - begin))):
        content.update(chunk)
        begin += len(chunk)
    return content.hexdigest()
