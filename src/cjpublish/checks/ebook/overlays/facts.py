"""Overlays as their checks look at them: one clip after the other, addresses and times resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from cjpublish.artifacts import clock
from cjpublish.artifacts.ebook import SMIL, Item
from cjpublish.checks.ebook.book import Book, Text

__all__ = ["Clip", "Overlay", "overlays"]

_TEXT = f"{SMIL}text"
_AUDIO = f"{SMIL}audio"


class Clip(NamedTuple):
    """One par: a place in the text, and where it is heard."""

    element: Any
    """The par (lxml)."""
    document: str
    """The file that its text is in."""
    fragment: str
    """The id of its text; empty for the whole document."""
    audio: str
    """The file that it is heard in; empty where a synthetic voice is to read the text."""
    begin: float
    """Seconds."""
    end: float | None
    """Seconds; None for the end of the audio file."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A document and what is heard of it."""

    text: Text
    """The document."""
    item: Item
    """The overlay's line in the manifest."""
    root: Any
    """The overlay's root element (lxml)."""
    clips: tuple[Clip, ...]
    """In order."""

    @property
    def spoken(self) -> set[str]:
        """Return the ids in its document that are heard."""
        return {clip.fragment for clip in self.clips if clip.document == self.text.item.name}


def overlays(book: Book) -> tuple[Overlay, ...]:
    """Return every overlay of a document that could be parsed, in reading order."""
    return tuple(
        Overlay(book.texts[item.name], smil, root, tuple(_clips(book, root, smil.name)))
        for item, root, smil in book.ebook.overlays
        if item.name in book.texts
    )


def _clips(book: Book, root: Any, base: str) -> Iterator[Clip]:
    for par in root.iter(f"{SMIL}par"):
        text = audio = None
        for child in par:  # `find` takes three times as long, and a book may have a clip for every word
            if child.tag == _TEXT:
                text = child
            elif child.tag == _AUDIO:
                audio = child
        if text is None:
            continue
        document, fragment = book.target(base, text.get("src", ""))
        if audio is None:
            yield Clip(par, document, fragment, "", 0.0, None)
            continue
        name, _ = book.target(base, audio.get("src", ""))
        end = audio.get("clipEnd")
        begin = clock.seconds(audio.get("clipBegin", "0")) or 0.0
        yield Clip(par, document, fragment, name, begin, clock.seconds(end) if end else None)
