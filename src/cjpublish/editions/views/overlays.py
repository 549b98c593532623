"""Media Overlays: a chapter's structure and its Track as SMIL (EPUB 3.3, 9; standards B)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from cjpublish.editions.views.clock import Span, contiguous, milliseconds
from cjpublish.editions.views.page import attribute
from cjpublish.editions.views.words import Words
from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Clip,
    Code,
    Figure,
    Heading,
    List,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Track,
    walk_sentences,
)

__all__ = ["ACTIVE_CLASS", "PLAYING_CLASS", "Place", "clock_value", "overlay"]

ACTIVE_CLASS = "-epub-media-overlay-active"
"""The class of what is being spoken."""
PLAYING_CLASS = "-epub-media-overlay-playing"
"""The class of the document while it is being spoken."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chapter's files lie, relative to its overlay."""

    text: str
    """Its XHTML document."""
    audio: str
    """Its audio."""
    length: int
    """Milliseconds of its audio."""


@dataclass(frozen=True, slots=True)
class _Seq:
    """A part that a reader can skip or leave as a whole."""

    id: str
    """Of its element in the document."""
    type: str
    """Its epub:type; empty for none."""
    parts: tuple[_Part, ...]


_Part: TypeAlias = "_Seq | Sentence"


def overlay(chapter: Chapter, track: Track, rate: int, place: Place, words: Mapping[str, Words]) -> bytes:
    """Return a chapter's overlay, UTF-8 (EPUB 3.3, 9.2): each clip once, in the document's order.

    `words` gives by sentence id the words that have clips of their own; other sentences are one clip each. Clips touch:
    the quiet after a sentence is in its clip (B.8).
    """
    spans = contiguous(track, rate, place.length)
    clips = {clip.sentence: (clip, span) for clip, span in zip(track.clips, spans, strict=True)}
    writer = _Writer(place, rate, clips, words)
    parts = _Structure(is_inside=False).parts(chapter.blocks)
    body = writer.parts((_Seq(chapter.id, "" if chapter.role == "chapter" else chapter.role, tuple(parts)),))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        f"<body>\n{body}</body>\n</smil>\n"
    ).encode()


def clock_value(duration: int) -> str:
    """Return milliseconds as a SMIL clock value, `h:mm:ss.mmm`: more decimals stop some readers (B.8)."""
    seconds, rest = divmod(duration, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


@dataclass(frozen=True, slots=True)
class _Structure:
    """Finds what can be skipped (footnotes) and left (tables, lists, figures); these never lie in each other (B.7)."""

    is_inside: bool
    """Whether the blocks lie in something that can be left."""

    def parts(self, blocks: Sequence[Block]) -> Iterator[_Part]:
        for block in blocks:
            match block:
                case Heading() | Paragraph():
                    yield from walk_sentences((block,))
                case Quote():
                    yield from self.parts(block.blocks)
                case List():
                    yield from self.escapable(block.id, "list", _items(block))
                case Table():
                    yield from self.escapable(block.id, "table", walk_sentences((block,)))
                case Figure():
                    yield from self.escapable(block.id, "figure", walk_sentences((block,)))
                case Notes():
                    yield self.notes(block)
                case Code() | Break() | PageBreak():
                    pass

    def escapable(self, name: str, kind: str, parts: Iterator[_Part]) -> Iterator[_Part]:
        if self.is_inside or not name:
            yield from parts
        else:
            yield _Seq(name, kind, tuple(parts))

    def notes(self, block: Notes) -> _Seq:
        notes = [_Seq(each.id, "footnote", (each.label, *self.parts(each.blocks))) for each in block.notes]
        return _Seq(block.id, "endnotes", (block.heading, *notes))


def _items(block: List) -> Iterator[_Part]:
    inside = _Structure(is_inside=True)
    for item in block.items:
        yield from item.term
        yield from inside.parts(item.blocks)


@dataclass(slots=True)
class _Writer:
    place: Place
    rate: int
    clips: Mapping[str, tuple[Clip, Span]]
    words: Mapping[str, Words]
    count: int = field(default=0)

    def parts(self, parts: Sequence[_Part]) -> str:
        return "".join([self.seq(part) if isinstance(part, _Seq) else self.sentence(part.id) for part in parts])

    def seq(self, seq: _Seq) -> str:
        """Write a part of the structure; one in which nothing is heard is left out."""
        inner = self.parts(seq.parts)
        kind = f' epub:type="{seq.type}"' if seq.type else ""
        return f'<seq id="{self.name()}"{kind} {self.textref(seq.id)}>\n{inner}</seq>\n' if inner else ""

    def sentence(self, name: str) -> str:
        if name not in self.clips:
            return ""
        clip, span = self.clips[name]
        words = self.words.get(name)
        if words is None:
            return self.par(name, span)
        edges = [span.begin, *(milliseconds(word.begin, self.rate) for word in clip.words[1:]), span.end]
        pars = [
            self.par(words.id(number), Span(begin, end))
            for number, (begin, end) in enumerate(pairwise(edges))
            if begin < end  # B.3: no clip is empty
        ]
        return f'<seq id="{self.name()}" {self.textref(name)}>\n{"".join(pars)}</seq>\n'

    def par(self, name: str, span: Span) -> str:
        return (
            f'<par id="{self.name()}"><text src="{attribute(self.place.text)}#{name}"/>'
            f'<audio src="{attribute(self.place.audio)}" clipBegin="{clock_value(span.begin)}"'
            f' clipEnd="{clock_value(span.end)}"/></par>\n'
        )

    def textref(self, name: str) -> str:
        return f'epub:textref="{attribute(self.place.text)}#{name}"'

    def name(self) -> str:
        self.count += 1
        return f"o{self.count}"
