"""What an audio file says about itself: its track, its tags, its cover and its chapter marks; nothing is decoded."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from av.container import InputContainer

__all__ = ["Mark", "SoundFile", "language", "look"]

_TAG_HEAD = 10
"""Bytes of an ID3v2 tag's own header."""
_BOXES = 64
"""Boxes of an MP4 that are looked at beside each other."""
_LONGEST = 256
"""Bytes of a box whose content is read."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*$|[a-z]{3}(?=(?:\W*[a-z]{3})+$)")
"""A tag of BCP 47 or a code of ISO 639-2; of several codes in a row, the first."""
_NO_LANGUAGE = {"mis", "mul", "und", "xxx", "zxx"}
"""Codes that name none: ISO 639-2's own, and what ID3v2.4 (structure, 4) writes for an unknown one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter mark."""

    title: str
    """Without white space around it."""
    begin: float
    """Seconds from the file's first sample."""
    end: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class SoundFile:
    """What an audio file says about itself."""

    container: str
    """libavformat's name: `mp3`, `mov,mp4,m4a,3gp,3g2,mj2`, `ogg`."""
    codec: str
    """libavcodec's name of the first audio track's codec."""
    rate: int
    """Hz."""
    channels: int
    """1 for mono."""
    bit_rate: int
    """Bits a second of the track, on average; 0 where it is not said."""
    seconds: float
    """How long it plays by its own account; 0 where it says nothing."""
    tags: Mapping[str, str]
    """By libavformat's names, in lower case."""
    cover: tuple[int, int] | None
    """Pixels of the attached picture's width and height."""
    marks: tuple[Mark, ...]
    """In the file's order."""
    films: int
    """Video tracks that are no attached picture."""
    sounds: int
    """Audio tracks."""
    id3: int
    """The version of ID3v2 that it begins with: 3 or 4; 0 for none."""
    brand: str
    """MP4's major brand, such as `M4B `; empty elsewhere."""
    index_first: bool
    """Whether an MP4's index (`moov`) stands before its sound; true elsewhere."""


def look(stream: BinaryIO) -> SoundFile:
    """Return what an audio file says about itself; raises ValueError, which says why, where it holds no sound."""
    import av

    head = _id3(stream)
    boxes = [box.name for box in _outermost(stream)]
    stream.seek(0)
    try:
        with av.open(stream, "r", metadata_errors="replace") as container:
            return _read(container, head, boxes)
    except (av.FFmpegError, OSError, ValueError, LookupError) as error:
        raise ValueError("there is nothing in it that is known as sound") from error


def language(stream: BinaryIO) -> str:
    """Return the language that an audio file says its sound is in, in lower case; empty where it says none.

    It is a tag of BCP 47 where an MP4 has an extended one (ISO/IEC 14496-12, 8.4.6), else a code of ISO 639-2: from an
    MP4's media header (8.4.2) or from ID3 (TLAN: id3v2.3.0, 4.2.1).
    """
    try:
        said = (_extended_language(stream) or look(stream).tags.get("language", "")).lower().replace("_", "-")
    except ValueError:
        return ""
    found = _LANGUAGE.match(said)
    return found[0] if found and found[0] not in _NO_LANGUAGE else ""


def _read(container: InputContainer, id3: int, boxes: list[str]) -> SoundFile:
    track = container.streams.audio[0]
    if track.codec_context is None:
        raise ValueError("its track is in no known code")
    pictures = [stream for stream in container.streams.video if _attached(stream)]
    declared = track.duration * track.time_base if track.duration and track.time_base else 0
    tags = {**track.metadata, **container.metadata}
    return SoundFile(
        container=container.format.name,
        codec=track.codec_context.name.removesuffix("float"),
        rate=track.codec_context.sample_rate,
        channels=track.codec_context.channels,
        bit_rate=track.codec_context.bit_rate or 0,
        seconds=float(declared),
        tags={name.lower(): value.strip() for name, value in tags.items() if value.strip()},
        cover=(pictures[0].codec_context.width, pictures[0].codec_context.height) if pictures else None,
        marks=tuple(map(_mark, container.chapters())),
        films=len(container.streams.video) - len(pictures),
        sounds=len(container.streams.audio),
        id3=id3,
        brand=container.metadata.get("major_brand", ""),
        index_first="moov" not in boxes or "mdat" not in boxes or boxes.index("moov") < boxes.index("mdat"),
    )


def _attached(stream: Any) -> bool:
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)


def _mark(chapter: Any) -> Mark:
    base = chapter["time_base"]
    title = chapter["metadata"].get("title", "").strip()
    return Mark(title, float(chapter["start"] * base), float(chapter["end"] * base))


def _id3(stream: BinaryIO) -> int:
    """Return the version of the ID3v2 tag that a file begins with (id3v2.3.0, 3.1)."""
    stream.seek(0)
    head = stream.read(_TAG_HEAD)
    return head[3] if len(head) == _TAG_HEAD and head.startswith(b"ID3") else 0


class _Box(NamedTuple):
    """A box of an MP4."""

    name: str
    begin: int
    """Where its content begins, in bytes from the file's first."""
    end: float
    """Where it ends; infinite where that is the file's end."""


def _outermost(stream: BinaryIO) -> list[_Box]:
    """Return an MP4's outermost boxes, in order (ISO/IEC 14496-12, 4.2); none of another file."""
    boxes = list(_boxes(stream, 0, inf))
    return boxes if boxes and boxes[0].name == "ftyp" else []


def _boxes(stream: BinaryIO, begin: int, end: float) -> Iterator[_Box]:
    """Yield the boxes between two places of an MP4, up to the first that can't be one."""
    for _ in range(_BOXES):
        stream.seek(begin)
        head = stream.read(16)
        if len(head) < 8 or begin + 8 > end:
            return
        size, content = struct.unpack(">I", head[:4])[0], 8
        if size == 1 and len(head) == 16:
            size, content = struct.unpack(">Q", head[8:])[0], 16
        name = head[4:8].decode("latin-1")
        if size < content:
            yield _Box(name, begin + content, end)
            return
        yield _Box(name, begin + content, min(end, begin + size))
        begin += size


def _within(stream: BinaryIO, boxes: Iterable[_Box], *names: str) -> list[_Box]:
    """Return the boxes at the end of a path, the first name of which is among `boxes`."""
    found = [box for box in boxes if box.name == names[0]]
    for name in names[1:]:
        inner = [each for box in found for each in _boxes(stream, box.begin, box.end)]
        found = [box for box in islice(inner, _BOXES) if box.name == name]
    return found


def _content(stream: BinaryIO, boxes: Iterable[_Box], name: str) -> bytes:
    """Return the content of the first box of a name, as far as it is read; empty without one."""
    for box in boxes:
        if box.name == name:
            stream.seek(box.begin)
            return stream.read(int(min(box.end - box.begin, _LONGEST)))
    return b""


def _extended_language(stream: BinaryIO) -> str:
    """Return the extended language of an MP4's first audio track; empty where it has none."""
    for media in _within(stream, _outermost(stream), "moov", "trak", "mdia"):
        boxes = list(_boxes(stream, media.begin, media.end))
        if _content(stream, boxes, "hdlr")[8:12] == b"soun":
            # Version and flags are zeros; some writers leave them out.
            return _content(stream, boxes, "elng").lstrip(b"\0").partition(b"\0")[0].decode("latin-1")
    return ""
