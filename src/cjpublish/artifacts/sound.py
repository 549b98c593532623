"""What an audio file says about itself: its track, its tags, its cover and its chapter marks; nothing is decoded."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from av.container import InputContainer

__all__ = ["Mark", "SoundFile", "look"]

_TAG_HEAD = 10
"""Bytes of an ID3v2 tag's own header."""


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
    boxes = _boxes(stream)
    stream.seek(0)
    try:
        with av.open(stream, "r", metadata_errors="replace") as container:
            return _read(container, head, boxes)
    except (av.FFmpegError, OSError, ValueError, LookupError) as error:
        raise ValueError("there is nothing in it that is known as sound") from error


def _read(container: InputContainer, id3: int, boxes: list[str]) -> SoundFile:
    track = container.streams.audio[0]
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


def _boxes(stream: BinaryIO) -> list[str]:
    """Return the names of an MP4's outermost boxes, in order (ISO/IEC 14496-12, 4.2); none of another file."""
    names: list[str] = []
    position = 0
    while len(names) < 64:
        stream.seek(position)
        head = stream.read(16)
        if len(head) < 8 or (not names and head[4:8] != b"ftyp"):
            break
        size = struct.unpack(">I", head[:4])[0]
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[8:])[0]
        names.append(head[4:8].decode("latin-1"))
        if size < 8:
            break
        position += size
    return names
