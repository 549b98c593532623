"""The narration as a transcript: one page of HTML, and plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.html` and `<slug>.txt`, both UTF-8; nothing where nothing is narrated."""
    if book.timeline is None or not book.timeline.tracks:
        return

    def html(path: Path) -> None:
        from cjpublish.editions.transcript.page import page

        path.write_bytes(page(book))

    def text(path: Path) -> None:
        from cjpublish.editions.transcript.text import plain

        path.write_bytes(plain(book).encode())

    slug = book.publication.metadata.slug
    yield Artifact(f"{slug}.html", "text/html", html)
    yield Artifact(f"{slug}.txt", "text/plain", text)


EDITION = Edition("Transcript (HTML and plain text)", narrated=True, make=make, encodings=())
