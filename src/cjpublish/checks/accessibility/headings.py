"""Headings: those without words, and lines that only look like one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.accessibility.evidence import HEADINGS
from cjpublish.checks.accessibility.pages import Page, found_on, hidden, named, text_of
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

EMPTY = Check(
    "A27",
    "heading-without-words",
    Severity.WARNING,
    "A heading without words",
    "Whoever moves from heading to heading is told of one and hears nothing.",
    "give the heading its words, or make it a paragraph",
    "WCAG 2.2, 2.4.6 Headings and Labels (AA)",
)
PRETENDED = Check(
    "A28",
    "bold-as-heading",
    Severity.NOTE,
    "Bold lines that may be headings",
    "What only looks like a heading can't be found by someone who moves from heading to heading.",
    "mark the lines up as headings where they are some",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), failure F2",
)
_BOLD = {f"{XHTML}b", f"{XHTML}strong"}
_PARAGRAPH = f"{XHTML}p"
_PLACES = {f"{XHTML}{name}" for name in ("body", "section", "div", "article", "main")}
_LONGEST = 80
"""Characters of a line that may be a heading."""
_FEWEST = 3
"""Lines of a document that make a habit."""


def check(found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every heading, and at what looks like one."""
    for page in found:
        empty = [element for element in page.of(*HEADINGS) if not hidden(element) and not named(element, page)]
        yield from found_on(page, EMPTY, empty, f"a heading of level {empty[0].tag[-1]} has no words" if empty else "")
    likely = [(page, lines) for page in found if len(lines := [p for p in page.of("p") if _pretends(p)]) >= _FEWEST]
    if likely:
        page, lines = likely[0]
        number = sum(len(more) for _, more in likely)
        message = f"{number:,} bold lines look like headings; the first is '{text_of(lines[0])}'"
        yield PRETENDED.found(message, page.place(lines[0]))


def _pretends(paragraph: Any) -> bool:
    """Say whether a paragraph is one short bold line without a stop, with a longer paragraph after it."""
    if len(paragraph) != 1 or paragraph[0].tag not in _BOLD or (paragraph.text or "").strip():
        return False
    if (paragraph[0].tail or "").strip() or paragraph.getparent().tag not in _PLACES or paragraph.get("role"):
        return False
    text, after = text_of(paragraph), paragraph.getnext()
    if not 3 <= len(text) <= _LONGEST or not text[-1].isalnum() or after is None or after.tag != _PARAGRAPH:
        return False
    return len(text_of(after)) > 2 * len(text)
