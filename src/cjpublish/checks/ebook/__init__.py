"""EPUBs: the archive, the package, the ways through the book, its documents and its narration."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.ebook import (
    broken,
    container,
    documents,
    headings,
    markup,
    media,
    navigation,
    notes,
    overlays,
    package,
    properties,
    references,
    spine,
    styles,
)
from cjpublish.checks.ebook.book import book
from cjpublish.errors import Finding

__all__ = ["check"]

_PARTS = (
    broken,
    container,
    media,
    package,
    spine,
    properties,
    navigation,
    headings,
    references,
    documents,
    notes,
    markup,
    styles,
    overlays,
)


def check(ebook: Ebook) -> Iterator[Finding]:
    """Yield what is wrong with an open EPUB, of version 2 or 3."""
    found = book(ebook)
    for part in _PARTS:
        yield from part.check(found)
