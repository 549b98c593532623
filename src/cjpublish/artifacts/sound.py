"""What an audio file says about itself: its track, its tags, its cover and its chapter marks; nothing is decoded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from cjpublish.artifacts.boxes import boxes, content, outermost, within

if TYPE_CHECKING:
    from av.container import InputContainer

__all__ = ["Mark", "SoundFile", "album", "language", "look"]

_TAG_HEAD = 10
"""Bytes of an ID3v2 tag's own header."""
_UTF_8 = b"\0\0\0\1"
"""Kind of a text in UTF-8, at the beginning of a value (QuickTime File Format, Metadata, Well-Known Types)."""
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
    return _look(stream)


def _look(stream: BinaryIO, form: str | None = None) -> SoundFile:
    """Do what `look` does; `form` is libavformat's name of the container where it is known."""
    import av

    head = _id3(stream)
    names = [box.name for box in outermost(stream)]
    stream.seek(0)
    try:
        with av.open(stream, "r", format=form, metadata_errors="replace") as container:
            return _read(container, head, names)
    except (av.FFmpegError, OSError, ValueError, LookupError) as error:
        raise ValueError("there is nothing in it that is known as sound") from error


def album(stream: BinaryIO) -> str:
    """Return the album that an audio file says it is; empty where it says none. Raises ValueError as `look` does."""
    # To open an MP4, libavformat takes up the place of every packet of its sound: 100 MB for a novel.
    if listed := _listed_album(stream):
        return listed
    if _id3(stream):
        # To find out what a file is, libavformat takes fifteen times as long as to read its tag.
        with suppress(ValueError):
            return _look(stream, "mp3").tags.get("album", "")
    return _look(stream).tags.get("album", "")


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


def _read(container: InputContainer, id3: int, names: list[str]) -> SoundFile:
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
        index_first="moov" not in names or "mdat" not in names or names.index("moov") < names.index("mdat"),
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


def _extended_language(stream: BinaryIO) -> str:
    """Return the extended language of an MP4's first audio track; empty where it has none."""
    for media in within(stream, outermost(stream), "moov", "trak", "mdia"):
        inner = list(boxes(stream, media.begin, media.end))
        if content(stream, inner, "hdlr")[8:12] == b"soun":
            # Version and flags are zeros; some writers leave them out.
            return content(stream, inner, "elng").lstrip(b"\0").partition(b"\0")[0].decode("latin-1")
    return ""


def _listed_album(stream: BinaryIO) -> str:
    """Return the album in the list that an MP4 has for a player's shelf; empty where there is not just one."""
    for meta in within(stream, outermost(stream), "moov", "udta", "meta"):
        # Version and flags come first.
        texts = within(stream, boxes(stream, meta.begin + 4, meta.end), "ilst", "\xa9alb", "data")
        found = content(stream, texts, "data")
        if len(texts) == 1 and texts[0].end - texts[0].begin == len(found) and found.startswith(_UTF_8):
            # The kind and the locale take eight bytes.
            return found[8:].decode(errors="replace").partition("\0")[0].strip()
    return ""
