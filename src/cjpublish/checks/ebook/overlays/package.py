"""What the package says of the narration: the highlight, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, more
from cjpublish.checks.ebook.overlays.facts import Overlay
from cjpublish.errors import Finding, InputError, Severity

__all__ = ["check"]

NO_HIGHLIGHT = Check(
    "E72",
    "no-highlight",
    Severity.WARNING,
    "What is spoken is not highlighted",
    "Readers who see and hear, many with dyslexia among them, can't find what is being read.",
    "name a class in media:active-class, and give it colours in a style sheet of every narrated document",
    "EPUB 3.3, 9.3.4 Associating style information",
)
NO_NARRATOR = Check(
    "E73",
    "no-narrator",
    Severity.NOTE,
    "The book does not say who reads",
    "Listeners want to know whose voice it is, and whether it is a synthetic one.",
    "state media:narrator",
    "EPUB 3.3, 9.3.5.2 Overlays package metadata",
)


def check(book: Book, overlays: Sequence[Overlay]) -> Iterator[Finding]:
    """Look at the metadata of a book with overlays."""
    if not any(book.ebook.values("media:narrator")):
        yield NO_NARRATOR.found("the package document does not say who reads", book.package())
    name = next(iter(book.ebook.values("media:active-class")), "")
    if not name:
        yield NO_HIGHLIGHT.found("the package document names no media:active-class", book.package())
        return
    if name.startswith("."):
        message = f"media:active-class is '{name}', and a class is named without the full stop"
        yield NO_HIGHLIGHT.found(message, book.package())
        return
    sheets: dict[str, str] = {}
    is_styled = re.compile(rf"\.{re.escape(name)}(?![\w-])")
    plain = [overlay.text for overlay in overlays if not is_styled.search(_styles(book, overlay.text, sheets))]
    if plain:
        message = f"no style sheet of this document gives '.{name}' a look{more(plain)}"
        yield NO_HIGHLIGHT.found(message, book.ebook.place(plain[0].item.name))


def _styles(book: Book, text: Text, sheets: dict[str, str]) -> str:
    """Return the styles of a document as one text; `sheets` keeps the files that have been read."""
    names = []
    for link in text.root.iter(f"{XHTML}link"):
        if "stylesheet" in link.get("rel", ""):
            names.append(book.target(text.item.name, link.get("href", ""))[0])
    for name in names:
        if name not in sheets:
            sheets[name] = _sheet(book, name)
    inline = (
        "".join(style.itertext()) for style in text.root.iter(f"{XHTML}style", "{http://www.w3.org/2000/svg}style")
    )
    return "\n".join((*(sheets[name] for name in names), *inline))


def _sheet(book: Book, name: str) -> str:
    """Return a style sheet with those that it imports, one level deep."""
    css = _content(book, name)
    imported = re.findall(r"@import\s+(?:url\()?\s*[\"']?([^\"')\s;]+)", css)
    return "\n".join((css, *(_content(book, book.target(name, each)[0]) for each in imported)))


def _content(book: Book, name: str) -> str:
    try:
        return (
            book.ebook.archive.read(name).decode("utf-8-sig", errors="replace") if book.ebook.archive.has(name) else ""
        )
    except InputError:
        return ""
