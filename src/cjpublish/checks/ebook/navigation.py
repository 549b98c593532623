"""The navigation document: whether there is one, and whether its lists lead through the whole book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from cjpublish.artifacts.ebook import EPUB, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, kinds, more, said
from cjpublish.errors import Finding, Severity

__all__ = ["check", "entries", "leads_nowhere"]

NO_NAVIGATION = Check(
    "E16",
    "no-navigation",
    Severity.ERROR,
    "The book has no navigation document, or several",
    "Readers of screen readers and of braille can only go through the book page by page.",
    'add one document with a table of contents, and properties="nav" on its line in the manifest',
    "EPUB 3.3, 7.2 Navigation document requirements",
)
NO_CONTENTS = Check(
    "E17",
    "no-contents",
    Severity.ERROR,
    "The table of contents is missing, empty or has entries without words",
    "Nobody can see what is in the book or go there; a screen reader says only “link”.",
    'put one nav with epub:type="toc" and an ol of links with words into the navigation document',
    "EPUB 3.3, 7.4.2 The toc nav element",
)
ENTRY_NOWHERE = Check(
    "E18",
    "entry-leads-nowhere",
    Severity.ERROR,
    "An entry of the navigation document leads nowhere",
    "A reader who chooses it stays where they are, or sees an error.",
    "let the entry lead to a document of the spine and to an id that is in it",
    "EPUB 3.3, 7.3 The nav element: restrictions",
)
OUT_OF_ORDER = Check(
    "E19",
    "contents-out-of-order",
    Severity.WARNING,
    "The table of contents has another order than the text",
    "Readers lose their place: the next entry is not the next part, and progress jumps to and fro.",
    "put the entries into the order of the spine and of the document",
    "EPUB 3.3, 7.4.2 The toc nav element",
)
LANDMARKS = Check(
    "E20",
    "landmarks",
    Severity.NOTE,
    "There are no landmarks, or the same one twice",
    "Landmarks take a reader straight to the start of the text or to the contents.",
    'add a nav with epub:type="landmarks" to the contents and the start of the text, each landmark once',
    "EPUB 3.3, 7.4.4 The landmarks nav element",
)
PAGE_LIST = Check(
    "E21",
    "incomplete-page-list",
    Severity.WARNING,
    "Page breaks that no page list leads to",
    "A class that reads the printed book can't find the page that is called out.",
    'list every page break in the nav with epub:type="page-list"',
    "EPUB Accessibility 1.1, 3.4.1.3.2 Page list",
)


def check(book: Book) -> Iterator[Finding]:
    """Look at the navigation document of an EPUB 3."""
    if not book.is_epub3:
        return
    marked = [item for item in book.ebook.items if "nav" in item.properties]
    if len(marked) != 1:
        message = f"{len(marked)} documents are" if marked else "no document is"
        yield NO_NAVIGATION.found(f"{message} marked as the navigation document", book.package())
    nav = book.navigation
    if nav is not None:
        yield from _contents(book, nav)
        yield from _nowhere(book, nav)
        yield from _order(book, nav)
        yield from _landmarks(book, nav)
        yield from _pages(book, nav)


def entries(nav: Text, kind: str) -> Sequence[Any]:
    """Return the links of the navs of a kind, in order."""
    lists = (each for each in nav.root.iter(f"{XHTML}nav") if kind in each.get(f"{EPUB}type", "").split())
    return [link for each in lists for link in each.iter(f"{XHTML}a")]


def leads_nowhere(book: Book, base: str, href: str) -> str:
    """Return why a reference within the book leads nowhere; empty where it leads somewhere, or out of the book.

    A file that the manifest lists and the archive lacks is told elsewhere (E06).
    """
    name, fragment = book.target(base, href)
    if ":" in name.partition("/")[0] or name.startswith("//"):
        return ""
    if not book.ebook.archive.has(name):
        return "" if name in book.listed else f"leads to {name}, which is not in the book"
    text = book.texts.get(name)
    is_id = fragment and not any(sign in fragment for sign in "(=:~")
    if text is not None and is_id and fragment not in text.ids and not _named(text, fragment):
        return f"leads to '#{fragment}', which is not in {name}"
    return ""


def _named(text: Text, fragment: str) -> bool:
    """Return whether an anchor of the old kind has a name (XHTML 1.1, which EPUB 2 is written in)."""
    return any(anchor.get("name") == fragment for anchor in text.root.iter(f"{XHTML}a"))


def _contents(book: Book, nav: Text) -> Iterator[Finding]:
    found = entries(nav, "toc")
    if not found:
        yield NO_CONTENTS.found("the navigation document has no table of contents", book.ebook.place(nav.item.name))
    wordless = [
        link
        for kind in ("toc", "page-list", "landmarks")
        for link in entries(nav, kind)
        if not said(link) and not any(each.get("alt") or each.get("title") for each in link.iter())
    ]
    if wordless:
        message = f"an entry has no words{more(wordless)}"
        yield NO_CONTENTS.found(message, book.ebook.place(nav.item.name, wordless[0]))


def _nowhere(book: Book, nav: Text) -> Iterator[Finding]:
    for link in nav.root.iter(f"{XHTML}a"):
        if why := leads_nowhere(book, nav.item.name, link.get("href", "")):
            yield ENTRY_NOWHERE.found(f"the entry '{said(link)}' {why}", book.ebook.place(nav.item.name, link))


def _order(book: Book, nav: Text) -> Iterator[Finding]:
    placed = [(place, link) for link in entries(nav, "toc") if (place := _place(book, nav, link)) is not None]
    wrong = [(before, after) for (one, before), (other, after) in pairwise(placed) if other < one]
    if wrong:
        before, after = wrong[0]
        message = f"'{said(after)}' comes after '{said(before)}' here and before it in the text{more(wrong)}"
        yield OUT_OF_ORDER.found(message, book.ebook.place(nav.item.name, after))


def _place(book: Book, nav: Text, link: Any) -> tuple[int, int] | None:
    name, fragment = book.target(nav.item.name, link.get("href", ""))
    if name not in book.spine or name not in book.texts:
        return None
    return book.spine[name], book.texts[name].ids.get(fragment, -1)


def _landmarks(book: Book, nav: Text) -> Iterator[Finding]:
    found = entries(nav, "landmarks")
    if not found:
        yield LANDMARKS.found("the navigation document has no landmarks", book.ebook.place(nav.item.name))
    seen = set()
    for link in found:
        landmark = (link.get(f"{EPUB}type", ""), book.target(nav.item.name, link.get("href", "")))
        if landmark in seen:
            message = f"the landmark '{said(link)}' is there twice"
            yield LANDMARKS.found(message, book.ebook.place(nav.item.name, link), severity=Severity.ERROR)
        seen.add(landmark)


def _pages(book: Book, nav: Text) -> Iterator[Finding]:
    listed = {book.target(nav.item.name, link.get("href", "")) for link in entries(nav, "page-list")}

    left_out = [
        (text, element)
        for text in book.pages
        if text.item.name in book.spine
        for element in text.typed
        if element.get("id")
        if "pagebreak" in kinds(element) and (text.item.name, element.get("id")) not in listed
    ]
    if left_out:
        text, element = left_out[0]
        number = element.get("aria-label") or element.get("title") or said(element) or element.get("id")
        message = f"the page list does not lead to page '{number.strip(' .')}'{more(left_out)}"
        yield PAGE_LIST.found(message, book.ebook.place(text.item.name, element))
