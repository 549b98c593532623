"""What of the text is heard: all that is seen, and nothing that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text, kinds, more, without_markup
from cjpublish.checks.ebook.overlays.facts import Overlay
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_OVERLAY = Check(
    "E67",
    "document-without-narration",
    Severity.WARNING,
    "A document is not narrated, while most others are",
    "Reading aloud stops there, or the page is turned before anybody has read it.",
    "give the document an overlay too",
    "EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
)
UNSPOKEN = Check(
    "E68",
    "text-not-narrated",
    Severity.WARNING,
    "Text that is seen and not heard",
    "Whoever listens misses it without knowing.",
    "give the text a clip, or let the overlay speak of the element around it",
    "EPUB Accessibility 1.1, 3.4.2.3.1 Completeness",
)
HIDDEN_SPOKEN = Check(
    "E69",
    "hidden-text-narrated",
    Severity.WARNING,
    "Text that is heard and not seen",
    "Whoever follows on the page hears words that are nowhere.",
    "show the text, or take its clip out of the overlay",
    "EPUB Accessibility Techniques 1.1, Ensuring complete text coverage",
)
_UNHEARD = {"noteref", "pagebreak", "backlink", "page-list", "landmarks"}
"""What a reader may have skipped, or is a way to somewhere and no text of its own."""
_NOT_TEXT = {f"{XHTML}{name}" for name in ("head", "script", "style", "template", "rp", "rt", "code", "pre")}
_SHOWN = 40
_MOST_MISSING = 0.5


def check(book: Book, overlays: Sequence[Overlay]) -> Iterator[Finding]:
    """Hold every overlay against its document."""
    yield from _without(book, overlays)
    for overlay in overlays:
        text = overlay.text
        if text.body is None:
            continue
        spoken = overlay.spoken
        hidden = [each for each in _hidden(text) if each.get("id") in spoken]
        if hidden:
            message = f"'#{hidden[0].get('id')}' is hidden, and the narration speaks it{more(hidden)}"
            yield HIDDEN_SPOKEN.found(message, book.ebook.place(text.item.name, hidden[0]))
        silent = [] if spoken & {"", text.body.get("id")} else list(_silent(text.body, spoken))
        if silent:
            element, words = silent[0]
            short = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
            message = f"'{short}' is not narrated{more(silent)}"
            yield UNSPOKEN.found(message, book.ebook.place(text.item.name, element))


def _without(book: Book, overlays: Sequence[Overlay]) -> Iterator[Finding]:
    having = {overlay.text.item.name for overlay in overlays}
    linear = {ref.item.name for ref in book.ebook.spine if ref.linear}
    worded = [text for text in book.pages if text.item.name in linear and _has_words(text)]
    without = [text for text in worded if text.item.name not in having]
    if without and len(without) < _MOST_MISSING * len(worded):
        message = f"this document has no overlay{more(without)}"
        yield NO_OVERLAY.found(message, book.ebook.place(without[0].item.name))


def _has_words(text: Text) -> bool:
    return any(any(map(str.isalnum, part)) for part in without_markup(text.body))


def _hidden(text: Text) -> Iterator[Any]:
    for element in text.body.iterfind(".//*[@hidden]"):
        yield from element.iter(f"{XHTML}*")


def _silent(element: Any, spoken: set[str]) -> Iterator[tuple[Any, str]]:
    """Yield what stands outside everything that is spoken, each with its words."""
    if not isinstance(element.tag, str) or element.tag in _NOT_TEXT or element.get("hidden") is not None:
        return
    if element.get("aria-hidden") == "true":
        return
    if element.attrib and _UNHEARD & kinds(element):
        return
    own = " ".join(f"{element.text or ''} {' '.join(child.tail or '' for child in element)}".split())
    if any(map(str.isalnum, own)):
        yield element, own
    for child in element:
        if child.get("id") not in spoken:
            yield from _silent(child, spoken)
