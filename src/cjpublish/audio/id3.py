"""ID3v2.3 tags with chapters, as id3.org's `id3v2.3.0` and `id3v2-chapters-1.0` describe them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Mark", "Tag", "write"]

_ORDERED = 0x01
_TOP_LEVEL = 0x02
_CHILDREN = 255
"""Entries that one table of contents can count."""
_NO_OFFSET = b"\xff" * 8
"""A chapter's byte offsets, left to its times."""
_FRONT_COVER = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter mark."""

    title: str
    """The chapter's title."""
    begin: int
    """Milliseconds from the file's first sample."""
    end: int
    """Milliseconds; the next one's begin."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a file says about itself."""

    texts: Mapping[str, str]
    """Text by frame id (`TIT2`, `TPE1`, …), in order."""
    comment: str
    """For COMM; empty for none."""
    language: str
    """ISO 639-2, of the comment."""
    cover: bytes
    """JPEG."""
    marks: Sequence[Mark] = ()
    """In time order; empty for a file that is one chapter."""


def write(tag: Tag) -> bytes:
    """Return a tag: texts, comment, an ordered table of contents, its chapters in time order, and the cover last.

    Text is ISO 8859-1 where that can hold it and UTF-16 with a byte order mark elsewhere; version 2.3 knows no other.
    """
    frames = [_frame(identifier, _text(text)) for identifier, text in tag.texts.items() if text]
    if tag.comment:
        frames.append(_frame("COMM", _comment(tag.language, tag.comment)))
    frames += _contents(len(tag.marks))
    frames += [_chapter(number, mark) for number, mark in enumerate(tag.marks)]
    frames.append(_frame("APIC", b"\0image/jpeg\0" + bytes((_FRONT_COVER, 0)) + tag.cover))
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _frame(identifier: str, content: bytes) -> bytes:
    return identifier.encode("ascii") + struct.pack(">IH", len(content), 0) + content


def _text(text: str) -> bytes:
    try:
        return b"\0" + text.encode("latin-1")
    except UnicodeEncodeError:
        return b"\1\xff\xfe" + text.encode("utf-16-le")


def _comment(language: str, text: str) -> bytes:
    """Return a comment without a description of its own."""
    content = _text(text)
    encoding, content = content[:1], content[1:]
    description = b"\0" if encoding == b"\0" else b"\xff\xfe\0\0"
    return encoding + language.encode("ascii") + description + content


def _contents(count: int) -> list[bytes]:
    """Return the table of contents of so many chapters; one that is too long holds tables of its own."""
    chapters = [f"ch{number}" for number in range(count)]
    if count <= _CHILDREN:
        return [_table("toc", _TOP_LEVEL | _ORDERED, chapters)] if chapters else []
    parts = [chapters[begin : begin + _CHILDREN] for begin in range(0, count, _CHILDREN)]
    names = [f"toc{number}" for number in range(len(parts))]
    tables = [_table(name, _ORDERED, children) for name, children in zip(names, parts, strict=True)]
    return [_table("toc", _TOP_LEVEL | _ORDERED, names), *tables]


def _table(name: str, flags: int, children: Sequence[str]) -> bytes:
    entries = b"".join(child.encode("ascii") + b"\0" for child in children)
    return _frame("CTOC", name.encode("ascii") + bytes((0, flags, len(children))) + entries)


def _chapter(number: int, mark: Mark) -> bytes:
    times = struct.pack(">II", mark.begin, mark.end) + _NO_OFFSET
    return _frame("CHAP", f"ch{number}".encode("ascii") + b"\0" + times + _frame("TIT2", _text(mark.title)))


def _synchsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))
