"""Each document for itself: its language, its title, its ids, its text."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.ebook import XHTML, XML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, more, said, without_markup
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

TWIN_IDS = Check(
    "E26",
    "duplicate-id",
    Severity.ERROR,
    "An id stands twice in a document",
    "Links and the narration's highlight go to whichever comes first.",
    "give each element an id of its own",
    "EPUB 3.3, 6.1.2 XHTML requirements",
)
NO_LANGUAGE = Check(
    "E27",
    "document-language",
    Severity.WARNING,
    "A document does not say its language",
    "Screen readers and braille displays pronounce and contract it by the rules of another language.",
    "give the html element `lang` and `xml:lang`",
    "WCAG 2.2, 3.1.1 Language of Page (A)",
)
NO_TITLE = Check(
    "E28",
    "no-document-title",
    Severity.WARNING,
    "Documents without a title, or all with the same",
    "A screen reader says the title first, and it does not tell where the reader is.",
    "give each document a title that says what is in it",
    "WCAG 2.2, 2.4.2 Page Titled (A)",
)
EMPTY = Check(
    "E29",
    "empty-document",
    Severity.WARNING,
    "A document of the reading order is empty",
    "The reader meets a blank page and can't know whether something is missing.",
    "take the document out of the spine, or put back what was to stand there",
    "EPUB 3.3, 5.7.1 The spine element",
)
_SHOWN = tuple(
    f"{{{space}}}{name}"
    for space, names in (
        (XHTML[1:-1], "img object iframe audio video canvas embed script form"),
        ("http://www.w3.org/2000/svg", "svg"),
        ("http://www.w3.org/1998/Math/MathML", "math"),
    )
    for name in names.split()
)
_FEW = 3
"""Documents of which two may well have one title."""


def check(book: Book) -> Iterator[Finding]:
    """Look at every document of the book."""
    linear = {ref.item.name for ref in book.ebook.spine if ref.linear}
    for text in book.texts.values():
        yield from _ids(book, text)
    without = [text for text in book.pages if not _language(text)]
    if without:
        message = f"this document does not say its language{more(without)}"
        yield NO_LANGUAGE.found(message, book.ebook.place(without[0].item.name, without[0].root))
    yield from _titles(book)
    for text in book.pages:
        if text.item.name in linear and not book.is_fixed and _is_empty(text):
            yield EMPTY.found("nothing is shown or said here", book.ebook.place(text.item.name))


def _ids(book: Book, text: Text) -> Iterator[Finding]:
    if text.twins:
        message = f"the id '{text.twins[0]}' stands here more than once{more(text.twins)}"
        again = text.root.xpath("//*[@id = $id]", id=text.twins[0])[1]
        yield TWIN_IDS.found(message, book.ebook.place(text.item.name, again))


def _language(text: Text) -> str:
    """Return the language of a document, said of the whole or of its body."""
    for element in (text.root, text.body):
        if found := (element.get("lang") or element.get(f"{XML}lang") or ""):
            return str(found)
    return ""


def _titles(book: Book) -> Iterator[Finding]:
    titles = [(text, _title(text)) for text in book.pages]
    without = [text for text, title in titles if not title]
    if without:
        message = f"this document has no title{more(without)}"
        yield NO_TITLE.found(message, book.ebook.place(without[0].item.name, without[0].root))
    elif len(titles) > _FEW and len({title for _, title in titles}) == 1:
        message = f"all {len(titles)} documents have the title '{titles[0][1]}'"
        yield NO_TITLE.found(message, book.ebook.place(titles[0][0].item.name), severity=Severity.NOTE)


def _title(text: Text) -> str:
    title = text.root.find(f"{XHTML}head/{XHTML}title")
    return "" if title is None else said(title)


def _is_empty(text: Text) -> bool:
    if next(text.body.iter(*_SHOWN), None) is not None:
        return False
    return not any(any(map(str.isalnum, part)) for part in without_markup(text.body))
