"""Notes, and what documents say of their parts to machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, kinds, more
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_WAY_BACK = Check(
    "E30",
    "note-without-return",
    Severity.WARNING,
    "A note has no way back to the text",
    "Readers who can't see where they were have to search for their place after each note.",
    'end the note with a link to its reference, role="doc-backlink"',
    "DPUB-ARIA 1.1, doc-backlink",
)
NO_ROLE = Check(
    "E31",
    "type-without-role",
    Severity.NOTE,
    "Parts that only e-book programs know for what they are",
    "Screen readers do not hear epub:type; a note is a note to them by its role.",
    "add the role of the same meaning beside epub:type (`doc-footnote` beside `footnote`)",
    "EPUB 3.3, 6.1.3.1 Structural semantics",
)
_BODY = f"{XHTML}body"
_NOTES = {"footnote", "endnote", "rearnote", "note"}
_WITH_ROLES = """
    abstract acknowledgments afterword appendix biblioref bibliography chapter colophon conclusion dedication endnotes
    epilogue errata footnote foreword glossary glossref index introduction noteref pagebreak part preface prologue
    pullquote qna toc
"""
"""Values of epub:type that have a role in DPUB-ARIA 1.1 with the same name, fit for the elements that they stand on."""
_ROLES = frozenset(_WITH_ROLES.split())


def check(book: Book) -> Iterator[Finding]:
    """Follow each reference to its note and back, and look for roles."""
    notes = {
        (text.item.name, element.get("id")): (text, element)
        for text in book.pages
        for element in text.typed
        if element.get("id") and _NOTES & kinds(element)
    }
    for text in book.pages:
        yield from _ways_back(book, text, notes)
    if book.is_epub3:
        yield from _roles(book)


def _ways_back(book: Book, text: Text, notes: dict[tuple[str, str], tuple[Text, Any]]) -> Iterator[Finding]:
    stranded = []
    for reference in text.body.iter(f"{XHTML}a"):
        note = notes.get(book.target(text.item.name, reference.get("href", "")))
        if note and "noteref" in kinds(reference) and not _leads_to(book, *note, text):
            stranded.append(note)
    if stranded:
        home, element = stranded[0]
        message = f"the note '{element.get('id')}' has no link back to the text{more(stranded)}"
        yield NO_WAY_BACK.found(message, book.ebook.place(home.item.name, element))


def _leads_to(book: Book, home: Text, note: Any, text: Text) -> bool:
    """Return whether a note, or the list item around it, has a link into the document of its reference."""
    parent = note.getparent()
    around = parent if parent is not None and parent.tag in (f"{XHTML}li", f"{XHTML}dd") else note
    targets = (book.target(home.item.name, link.get("href", "")) for link in around.iter(f"{XHTML}a"))
    return any(name == text.item.name and fragment for name, fragment in targets)


def _roles(book: Book) -> Iterator[Finding]:
    found = [
        (text, element)
        for text in book.pages
        if text is not book.navigation
        for element in text.typed
        if element.tag != _BODY and element.get("role") is None and _ROLES & kinds(element)
    ]
    if found:
        text, element = found[0]
        kind = min(_ROLES & kinds(element))
        message = f"this is a '{kind}' by its epub:type, and has no role{more(found)}"
        yield NO_ROLE.found(message, book.ebook.place(text.item.name, element), fix=f'add role="doc-{kind}"')
