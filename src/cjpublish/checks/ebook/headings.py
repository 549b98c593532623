"""Headings: levels without gaps, and none that the table of contents leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, kinds, more, said
from cjpublish.checks.ebook.navigation import entries
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

SKIPPED_LEVEL = Check(
    "E22",
    "skipped-heading-level",
    Severity.WARNING,
    "A heading level is skipped",
    "Whoever goes through a book by its headings thinks that a part is missing.",
    "let each heading be at most one level below the one before it",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), technique G141",
)
LEFT_OUT = Check(
    "E23",
    "heading-not-in-contents",
    Severity.NOTE,
    "Headings that the table of contents leaves out",
    "Readers can't go straight to these parts, though the contents list others of their rank.",
    "add the headings to the table of contents",
    "EPUB 3.3, 7.4.2 The toc nav element",
)
_LEVELS = {f"{XHTML}h{level}": level for level in range(1, 7)}
_ASIDE = {"endnotes", "footnotes", "footnote", "rearnotes", "endnote", "tip", "notice", "titlepage"}


def check(book: Book) -> Iterator[Finding]:
    """Look at the headings of each document, and at all of them beside the contents."""
    for text in book.pages:
        yield from _skipped(book, text)
    if nav := book.navigation:
        yield from _left_out(book, nav)


def _skipped(book: Book, text: Text) -> Iterator[Finding]:
    found = [element for element in text.body.iter(*_LEVELS) if element.get("role") is None]
    gaps = [(one, other) for one, other in pairwise(found) if _LEVELS[other.tag] > _LEVELS[one.tag] + 1]
    if gaps:
        before, heading = gaps[0]
        message = (
            f"'{said(heading)[:60]}' is of level {_LEVELS[heading.tag]}, the heading before it of {_LEVELS[before.tag]}"
        )
        yield SKIPPED_LEVEL.found(f"{message}{more(gaps)}", book.ebook.place(text.item.name, heading))


def _left_out(book: Book, nav: Text) -> Iterator[Finding]:
    links = entries(nav, "toc")
    targets = {book.target(nav.item.name, link.get("href", "")) for link in links}
    labels = {said(link).casefold() for link in links}
    listed: set[int] = set()
    others: list[tuple[Text, Any]] = []
    for text in book.pages:
        if text is nav or text.item.name not in book.spine:
            continue
        first = True
        for heading in text.body.iter(*_LEVELS):
            if _is_listed(text, heading, first, targets) or said(heading).casefold() in labels:
                listed.add(_LEVELS[heading.tag])
            elif said(heading) and not any(_ASIDE & kinds(each) for each in (heading, *heading.iterancestors())):
                others.append((text, heading))
            first = False
    found = [(text, heading) for text, heading in others if _LEVELS[heading.tag] <= max(listed, default=0)]
    if found:
        text, heading = found[0]
        message = f"the contents do not list '{said(heading)[:60]}'{more(found)}"
        yield LEFT_OUT.found(message, book.ebook.place(text.item.name, heading))


def _is_listed(text: Text, heading: Any, is_first: bool, targets: set[tuple[str, str]]) -> bool:
    """Return whether an entry leads to a heading, to something around it, or to the document that it begins."""
    if is_first and (text.item.name, "") in targets:
        return True
    around = (heading, *heading.iterancestors(), *heading.iterdescendants())
    return any((text.item.name, each.get("id")) in targets for each in around if each.get("id"))
