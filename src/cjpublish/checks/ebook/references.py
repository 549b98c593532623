"""What documents refer to: other documents, pictures, what lies on the web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, more
from cjpublish.checks.ebook.navigation import leads_nowhere
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

BROKEN_REFERENCE = Check(
    "E24",
    "broken-reference",
    Severity.ERROR,
    "A link or a picture leads nowhere",
    "A reader who follows the link stays where they are; a picture stays empty.",
    "let it lead to a file of the book and to an id that is in it",
    "EPUB 3.3, 4.2.5 URLs in the OCF abstract container",
)
REMOTE = Check(
    "E25",
    "remote-resource",
    Severity.ERROR,
    "A part of the book lies on the web",
    "Offline it is not there, whoever keeps the server sees who reads, and one day it is gone.",
    "put the file into the book and refer to it there",
    "EPUB 3.3, 3.6 Resource locations",
)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_REFERRING = {
    f"{XHTML}a": ("href",),
    f"{XHTML}area": ("href",),
    f"{XHTML}link": ("href",),
    f"{XHTML}img": ("src",),
    f"{XHTML}script": ("src",),
    f"{XHTML}iframe": ("src",),
    f"{XHTML}embed": ("src",),
    f"{XHTML}object": ("data",),
    f"{XHTML}audio": ("src",),
    f"{XHTML}video": ("src", "poster"),
    f"{XHTML}source": ("src",),
    f"{XHTML}track": ("src",),
    f"{_SVG}a": ("href", _XLINK),
    f"{_SVG}image": ("href", _XLINK),
    f"{_SVG}use": ("href", _XLINK),
}
"""Where each element says what it refers to."""
_LINKS = (f"{XHTML}a", f"{XHTML}area", f"{_SVG}a")
_MAY_BE_REMOTE = {f"{XHTML}audio", f"{XHTML}video", f"{XHTML}source", f"{XHTML}track"}
"""Sound and moving pictures may lie on the web; a reader is worse off even so."""


def check(book: Book) -> Iterator[Finding]:
    """Follow every reference of every document but those of the navigation document."""
    for text in book.texts.values():
        if text is not book.navigation:
            yield from _of(book, text)


def _may_be_remote(element: Any) -> bool:
    return element.tag in _MAY_BE_REMOTE or element.get("type", "").startswith(("audio/", "video/"))


def _of(book: Book, text: Text) -> Iterator[Finding]:
    broken: list[tuple[Any, str]] = []
    remote: list[tuple[Any, str]] = []
    for element in text.root.iter(*_REFERRING):
        for attribute in _REFERRING[element.tag]:
            href = (element.get(attribute) or "").strip()
            if not href or (element.tag == f"{XHTML}link" and "stylesheet" not in element.get("rel", "")):
                continue
            name, _ = book.target(text.item.name, href)
            if why := leads_nowhere(book, text.item.name, href):
                broken.append((element, why))
            elif element.tag not in _LINKS and name.startswith(("http://", "https://", "//")):
                remote.append((element, name))
            elif book.ebook.archive.has(name) and name not in book.listed:
                broken.append((element, f"leads to {name}, which the manifest does not list"))
    if broken:
        element, why = broken[0]
        yield BROKEN_REFERENCE.found(f"this {why}{more(broken)}", book.ebook.place(text.item.name, element))
    if remote:
        element, name = remote[0]
        severity = Severity.WARNING if all(_may_be_remote(each) for each, _ in remote) else None
        message = f"this shows or plays {name}{more(remote)}"
        yield REMOTE.found(message, book.ebook.place(text.item.name, element), severity=severity)
