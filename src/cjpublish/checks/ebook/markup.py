"""Markup that is no longer to be used, and programs in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cjpublish.artifacts.ebook import EPUB, OPF, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

OBSOLETE = Check(
    "E32",
    "obsolete-markup",
    Severity.WARNING,
    "Markup that HTML and EPUB have given up",
    "Reading systems need not know it, and it fixes how the text looks against what the reader has chosen.",
    "say what the part is with an element of today, and how it looks in the style sheet",
    "EPUB 3.3, 6.1.2 XHTML requirements",
)
SCRIPTS = Check(
    "E33",
    "scripts",
    Severity.NOTE,
    "The book holds scripts",
    "Many reading systems do not run scripts, so nothing may depend on them.",
    "make sure that all can be read and done without scripts, or take them out",
    "EPUB 3.3, 6.3.2.5 Scripting fallbacks",
)
_OBSOLETE = "acronym applet basefont big blink center dir font frame frameset marquee noframes strike tt"
_NAMES = (*(f"{XHTML}{name}" for name in _OBSOLETE.split()), f"{EPUB}switch", f"{EPUB}trigger")
_JAVASCRIPT = etree.XPath("//*[starts-with(translate(@href, 'JAVSCRIPT', 'javscript'), 'javascript:')]")


def check(book: Book) -> Iterator[Finding]:
    """Look for obsolete elements in an EPUB 3, and for scripts in any."""
    if book.is_epub3:
        yield from _obsolete(book)
    yield from _scripts(book)


def _obsolete(book: Book) -> Iterator[Finding]:
    bindings = book.ebook.package.find(f"{OPF}bindings")
    if bindings is not None:
        yield OBSOLETE.found("the package document has bindings, which are given up", book.package(bindings))
    found = [(text.item.name, element) for text in book.pages for element in text.root.iter(*_NAMES)]
    if found:
        name, element = found[0]
        message = f"the element '{etree.QName(element).localname}' is given up{more(found)}"
        yield OBSOLETE.found(message, book.ebook.place(name, element))


def _scripts(book: Book) -> Iterator[Finding]:
    found: list[tuple[str, Any]] = []
    for text in book.texts.values():
        links = _JAVASCRIPT(text.root)
        if links:
            message = f"a link holds a program in the place of an address{more(links)}"
            fix = "let the link lead to a place; reading systems do not follow `javascript:`"
            place = book.ebook.place(text.item.name, links[0])
            yield SCRIPTS.found(message, place, fix=fix, severity=Severity.WARNING)
        if "scripted" in text.item.properties:
            found.append((text.item.name, text.root))
    if found:
        yield SCRIPTS.found(f"this document holds scripts or forms{more(found)}", book.ebook.place(found[0][0]))
