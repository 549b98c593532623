"""What of a narrated publication stands on its pages and is not heard."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category
from weakref import WeakKeyDictionary

from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Book, Chapter, Code, Track, inline_text, walk_blocks, walk_sentences
from cjpublish.narration import script
from cjpublish.spoken import addresses

__all__ = ["unspoken"]

_CODE = "unspoken"
_KNOWN: WeakKeyDictionary[Book, tuple[Finding, ...]] = WeakKeyDictionary()
"""What was found, for as long as the Book is there."""


def unspoken(book: Book) -> tuple[Finding, ...]:
    """Return a note for each kind of visible text that the narration leaves out; none where everything is heard.

    Only where it is empty may a read-along claim that listening alone suffices (standards A.10, B.6). It is found
    out once for a Book: each audio edition and the site ask for it.
    """
    if book not in _KNOWN:
        _KNOWN[book] = tuple(_notes(book))
    return _KNOWN[book]


def _notes(book: Book) -> Iterator[Finding]:
    publication, timeline = book.publication, book.timeline
    tracks = {track.chapter: track for track in (*timeline.tracks, *timeline.pages)} if timeline else {}
    found: dict[str, list[Source | None]] = {}
    for chapter in (publication.cover, publication.contents, *publication.reading_order):
        for kind, source in _gaps(book, chapter, tracks.get(chapter.id)):
            found.setdefault(kind, []).append(source)
    for kind, places in found.items():
        message = f"{kind} ({len(places)} in all), so the read-along doesn't claim that listening alone is enough"
        yield Finding(_CODE, Severity.NOTE, message, next((place for place in places if place), None))


def _gaps(book: Book, chapter: Chapter, track: Track | None) -> Iterator[tuple[str, Source | None]]:
    heard = {clip.sentence for clip in track.clips} if track else set()
    for sentence in walk_sentences(chapter.blocks):
        if sentence.id not in heard and _means_something(inline_text(sentence.inlines)):
            yield "a sentence is not narrated", sentence.source
    for block in walk_blocks(chapter.blocks):
        if isinstance(block, Code):
            yield "a passage of code is not read out", block.source
    for line in script.write(chapter, book.publication):
        if line.unspeakable:
            yield "code within a sentence is not read out", line.source
        if any(addresses(inline_text(line.inlines))):
            yield "an address is not spelt out", line.source


def _means_something(text: str) -> bool:
    """Say whether there is a letter, a digit or a pictograph in a text, not bare punctuation."""
    return any(letter.isalnum() or category(letter) == "So" for letter in text)
