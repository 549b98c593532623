"""Read-alongs: what is heard beside what is read (EPUB 3.3, 9 Media overlays)."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.ebook.book import Book
from cjpublish.checks.ebook.overlays import coverage, package, structure, targets, times
from cjpublish.checks.ebook.overlays.facts import overlays
from cjpublish.errors import Finding

__all__ = ["check"]


def check(book: Book) -> Iterator[Finding]:
    """Look at a book's overlays, where it has any."""
    found = overlays(book)
    if not found:
        return
    yield from times.check(book, found)
    for overlay in found:
        yield from targets.check(book, overlay)
        yield from structure.check(book, overlay)
    yield from coverage.check(book, found)
    yield from package.check(book, found)
