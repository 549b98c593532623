"""The audiobook in one file: M4B with chapters, cover and tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.audio.m4b import CHPL_CHAPTERS, CHPL_TITLE, Part, write_m4b
from cjpublish.editions import Edition
from cjpublish.editions.views.tags import language, mp4_tags
from cjpublish.errors import Finding, Severity
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make", "warnings"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.m4b`; nothing where nothing is narrated."""
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return
    metadata = book.publication.metadata
    titles = {chapter.id: chapter.title for chapter in book.publication.reading_order}
    parts = [Part(titles[t.chapter], book.audio[t.chapter].aac) for t in timeline.tracks]

    def write(path: Path) -> None:
        from cjpublish.editions.views import cover  # Pillow is slow to import

        picture = cover.square(book.publication)
        write_m4b(path, parts, timeline.rate, mp4_tags(metadata), language(metadata.language), picture)

    yield Artifact(f"{metadata.slug}.m4b", "audio/mp4", write, sum(part.length for part in parts))


def warnings(book: Book) -> Iterator[Finding]:
    """Yield what an M4B can't hold of a narrated book: chapter marks beyond the 255th in `chpl`, and long titles."""
    tracks = book.timeline.tracks if book.timeline else ()
    if len(tracks) > CHPL_CHAPTERS:
        message = f"the M4B has {len(tracks)} chapters, and players that read only Nero's list see 255 of them"
        yield Finding("m4b-chapters", Severity.WARNING, message, fix="publish it in parts, or join short chapters")
    spoken = {track.chapter for track in tracks}
    for chapter in book.publication.reading_order:
        if chapter.id in spoken and len(chapter.title.encode()) > CHPL_TITLE:
            message = "the chapter's title is cut to 255 bytes in the M4B's chapter marks"
            yield Finding("m4b-title", Severity.NOTE, message, chapter.source, fix="shorten the title")


EDITION = Edition("Audiobook (M4B)", narrated=True, make=make, warnings=warnings, encodings=("aac",))
