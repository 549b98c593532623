"""The reading order: whether it leads through the whole book, each document once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import OPF, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

BROKEN_SPINE = Check(
    "E13",
    "broken-spine",
    Severity.ERROR,
    "The reading order leads nowhere, or twice to one document",
    "Readers who turn the page miss a part or go round in a circle.",
    "name every document in the spine once, by the id of its line in the manifest",
    "EPUB 3.3, 5.7.2 The itemref element",
)
OUTSIDE_SPINE = Check(
    "E14",
    "outside-spine",
    Severity.ERROR,
    "A document that is linked is not in the reading order",
    "Reading systems open only what the spine lists, so the link does nothing.",
    'add the document to the spine, with linear="no" where it stands apart',
    "EPUB 3.3, 5.7.1 The spine element",
)


def check(book: Book) -> Iterator[Finding]:
    """Look at the spine and at what is linked beside it."""
    yield from _references(book)
    yield from _outside(book)


def _references(book: Book) -> Iterator[Finding]:
    ids = {item.id for item in book.ebook.items}
    refs = [(ref.get("idref", ""), ref) for ref in book.ebook.package.iterfind(f"{OPF}spine/{OPF}itemref")]
    if not refs:
        yield BROKEN_SPINE.found("the spine names no document", book.package())
    for name, ref in refs:
        if name not in ids:
            yield BROKEN_SPINE.found(f"the spine names '{name}', which the manifest lacks", book.package(ref))
    for name, count in Counter(name for name, _ in refs).items():
        if count > 1 and name in ids:
            yield BROKEN_SPINE.found(f"the spine names '{name}' {count} times", book.package())


def _outside(book: Book) -> Iterator[Finding]:
    found: dict[str, tuple[str, Any]] = {}
    for text in book.texts.values():
        for link in text.root.iter(f"{XHTML}a", f"{XHTML}area"):
            name, _ = book.target(text.item.name, link.get("href", ""))
            if name in book.texts and name not in book.spine and name != text.item.name:
                found.setdefault(name, (text.item.name, link))
    if found:
        name, (source, link) = next(iter(found.items()))
        yield OUTSIDE_SPINE.found(
            f"this links to {name}, which is not in the spine{more(found)}", book.ebook.place(source, link)
        )
