"""Documents that could not be parsed."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

BROKEN_DOCUMENT = Check(
    "E03",
    "broken-document",
    Severity.ERROR,
    "A document can't be read",
    "Reading systems show an error, or nothing, in the place of a document that is not well-formed.",
    "mend the markup, or save the document once more with the program that made it",
    "EPUB 3.3, 3.9 XML conformance",
)


def check(book: Book) -> Iterator[Finding]:
    """Yield what was found when the book was opened."""
    for fault in book.ebook.faults:
        yield BROKEN_DOCUMENT.found(fault.message, fault.source, fix=fault.fix)
