"""The read-along EPUB: text, pictures and voice in step, by Media Overlays (EPUB 3.3, 9)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.errors import Finding
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make", "warnings"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>-readalong.epub`; nothing where nothing is narrated."""
    timeline, metadata = book.timeline, book.publication.metadata
    if timeline is None or not timeline.tracks:
        return

    def write(path: Path) -> None:
        from cjpublish.editions.views import archive
        from cjpublish.editions.views.ebook.package import package
        from cjpublish.editions.views.ebook.voiced import voiced

        archive.write(path, package(voiced(book, timeline)))

    samples = sum(track.length for track in (*timeline.tracks, *timeline.pages))
    yield Artifact(f"{metadata.slug}-readalong.epub", "application/epub+zip", write, samples)


def warnings(book: Book) -> Iterator[Finding]:
    """Yield what the read-along shows and does not say, and what a reader of a printed edition will miss."""
    from cjpublish.editions.views.completeness import unspoken  # the rules of spoken language take a while to load
    from cjpublish.editions.views.pagination import unsourced

    yield from unspoken(book)
    yield from unsourced(book.publication)


EDITION = Edition("Read-along e-book (EPUB)", narrated=True, make=make, warnings=warnings, encodings=("mp3",))
