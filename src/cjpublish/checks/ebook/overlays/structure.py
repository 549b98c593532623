"""What a listener may skip and leave: notes, page breaks, tables, lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import EPUB, SMIL, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, kinds, more
from cjpublish.checks.ebook.overlays.facts import Overlay
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NESTED = Check(
    "E70",
    "nested-escapables",
    Severity.WARNING,
    "Something to leave lies inside something to leave",
    "Reading systems can't know which of the two a listener wants to leave, and some leave neither.",
    "let a table, list, figure or aside in the overlay hold no other of them",
    "EPUB 3.3, 9.4.2 Escapability",
)
NOT_SKIPPABLE = Check(
    "E71",
    "not-skippable",
    Severity.NOTE,
    "Notes, page numbers or tables that a listener can't skip",
    "Every note and every cell is read out, in the middle of a sentence or for minutes.",
    "put their clips into a seq or a par with the same epub:type (`footnote`, `pagebreak`, `table`)",
    "EPUB Accessibility 1.1, 3.4.2.3.3 Skippability and 3.4.2.3.4 Escapability",
)
_TYPE = f"{EPUB}type"
_ESCAPABLE = {"table", "list", "figure", "aside"}
_SKIPPABLE = {
    "footnote": {"footnote", "footnotes", "endnote", "endnotes", "note", "rearnote", "rearnotes"},
    "endnote": {"footnote", "footnotes", "endnote", "endnotes", "note", "rearnote", "rearnotes"},
    "pagebreak": {"pagebreak"},
    "table": {"table"},
}
"""What in the text needs which types around its clips."""


def check(book: Book, overlay: Overlay) -> Iterator[Finding]:
    """Look at the epub:types of an overlay beside those of its document."""
    typed = [seq for seq in overlay.root.iter(f"{SMIL}seq") if _ESCAPABLE & _types(seq)]
    inner = {each for seq in typed for each in seq.iterdescendants(f"{SMIL}seq")}
    nested = [seq for seq in typed if seq in inner]
    if nested:
        message = f"this {min(_ESCAPABLE & _types(nested[0]))} lies in another part that can be left{more(nested)}"
        yield NESTED.found(message, book.ebook.place(overlay.item.name, nested[0]))
    yield from _skippable(book, overlay)


def _types(element: Any) -> set[str]:
    return set(element.get(_TYPE, "").split())


def _skippable(book: Book, overlay: Overlay) -> Iterator[Finding]:
    wanted: dict[str, str] = {}
    for element in (*overlay.text.root.iter(f"{XHTML}table"), *overlay.text.typed):
        kind = "table" if element.tag == f"{XHTML}table" else min(kinds(element) & set(_SKIPPABLE), default="")
        if kind:
            wanted |= {each.get("id"): kind for each in element.iter() if each.get("id")}
    if not wanted:
        return
    missing = []
    for clip in overlay.clips:
        kind = wanted.get(clip.fragment, "")
        if kind and not any(_SKIPPABLE[kind] & _types(each) for each in (clip.element, *clip.element.iterancestors())):
            missing.append((clip, kind))
    if missing:
        clip, kind = missing[0]
        message = f"'#{clip.fragment}' belongs to a {kind}, which the overlay does not say{more(missing)}"
        yield NOT_SKIPPABLE.found(message, book.ebook.place(overlay.item.name, clip.element))
