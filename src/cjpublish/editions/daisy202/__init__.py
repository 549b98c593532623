"""The talking book for the players that libraries lend: DAISY 2.02, full text and full audio."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make", "warnings"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>-daisy202.zip`, the same bytes for the same book on any day; nothing where nothing is narrated.

    Its files lie at the archive's root, so that it is unpacked as it is to a card or a disc (DAISY 2.02, 3.1). Writing
    it raises InputError with every picture that can't be published and every character that XML can't hold.
    """
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return

    def write(path: Path) -> None:
        from cjpublish.editions.daisy202.files import talking_book  # Pillow is slow to import
        from cjpublish.editions.views import archive

        archive.write(path, talking_book(book, timeline))

    samples = sum(track.length for track in timeline.tracks)
    yield Artifact(f"{book.publication.metadata.slug}-daisy202.zip", "application/zip", write, samples)


def warnings(book: Book) -> Iterator[Finding]:
    """Yield what a listener to this edition will miss, and what had to be guessed for it."""
    timeline, metadata = book.timeline, book.publication.metadata
    if timeline is None or not timeline.tracks:
        return
    if not metadata.publisher:
        message = "DAISY 2.02 asks for a publisher, and none is named; whoever wrote it is named as publisher"
        source = Source("manuscript/publication.yaml")
        yield Finding("daisy-publisher", Severity.NOTE, message, source, "write `publisher: …`")
    heard = {track.chapter for track in timeline.tracks}
    for chapter in book.publication.reading_order:
        if chapter.id not in heard:
            message = f"'{chapter.title}' has nothing to hear, so the talking book leaves it out"
            yield Finding("daisy-silent-chapter", Severity.WARNING, message, chapter.source, "give it words to say")


EDITION = Edition("Talking book (DAISY 2.02)", narrated=True, make=make, warnings=warnings, encodings=("mp3",))
