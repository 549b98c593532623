"""The EPUB: text and pictures, EPUB 3.3 and EPUB Accessibility 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.errors import Finding
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make", "warnings"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.epub`, the same bytes for the same publication on any day.

    Writing it raises InputError with every picture that can't be published and every character that XML can't hold.
    """
    publication = book.publication

    def write(path: Path) -> None:
        from cjpublish.editions.views import archive
        from cjpublish.editions.views.ebook.contents import contents  # Pillow and lxml are loaded only to write
        from cjpublish.editions.views.ebook.package import package

        archive.write(path, package(contents(publication, {})))

    yield Artifact(f"{publication.metadata.slug}.epub", "application/epub+zip", write)


def warnings(book: Book) -> Iterator[Finding]:
    """Yield what a reader of a printed edition will miss."""
    from cjpublish.editions.views.pagination import unsourced

    yield from unsourced(book.publication)


EDITION = Edition("E-book (EPUB)", narrated=False, make=make, warnings=warnings, encodings=())
