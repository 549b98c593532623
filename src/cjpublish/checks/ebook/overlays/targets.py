"""Where overlays lead: to text and audio that are there, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, more
from cjpublish.checks.ebook.navigation import leads_nowhere
from cjpublish.checks.ebook.overlays.facts import Clip, Overlay
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NOWHERE = Check(
    "E65",
    "overlay-leads-nowhere",
    Severity.ERROR,
    "The narration leads to text or audio that is not there",
    "A voice is heard and nothing is highlighted, or the narration stops.",
    "make the overlay again from the text and the audio as they are now",
    "EPUB 3.3, 9.3.2.2 Referencing document fragments",
)
OUT_OF_ORDER = Check(
    "E66",
    "narration-out-of-order",
    Severity.WARNING,
    "The narration has another order than the text",
    "The highlight jumps to and fro, and readers who see and hear lose the thread.",
    "put the overlay's parts into the order of the document",
    "EPUB Accessibility 1.1, 3.4.2.3.2 Reading order",
)


def check(book: Book, overlay: Overlay) -> Iterator[Finding]:
    """Follow every clip of an overlay."""
    lost = [(clip, why) for clip in overlay.clips if (why := _lost(book, clip))]
    if lost:
        clip, why = lost[0]
        yield NOWHERE.found(f"this {why}{more(lost)}", book.ebook.place(overlay.item.name, clip.element))
    own = overlay.text.item.name
    ids = overlay.text.ids
    placed = [(ids[clip.fragment], clip) for clip in overlay.clips if clip.document == own and clip.fragment in ids]
    wrong = [clip for (one, _), (other, clip) in pairwise(placed) if other < one]
    if wrong:
        message = f"'#{wrong[0].fragment}' is heard after what follows it in the text{more(wrong)}"
        yield OUT_OF_ORDER.found(message, book.ebook.place(overlay.item.name, wrong[0].element))


def _lost(book: Book, clip: Clip) -> str:
    text = book.texts.get(clip.document)
    if text is not None and clip.fragment in text.ids:
        is_there = not clip.audio or clip.audio in book.listed or book.ebook.archive.has(clip.audio)
        return "" if is_there else f"leads to {clip.audio}, which is not in the book"
    return leads_nowhere(book, clip.document, f"#{clip.fragment}" if clip.fragment else "")
