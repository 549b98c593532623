"""What was guessed and changed on the way to chapters, in findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from cjpublish.draft import Chapter
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.epub.chapters import Chapters
from cjpublish.importers.epub.divided import Begins
from cjpublish.model import PageBreak

__all__ = ["told"]

_SHOWN = 5


def told(
    found: Sequence[Chapter],
    chapters: Chapters,
    begins: Mapping[str, Begins],
    pages: Mapping[tuple[str, str], str],
    original: Original,
) -> Iterator[Finding]:
    """Yield what a person should know about headings, documents that were joined, and page breaks that were lost."""
    added = [start.label for each in begins.values() for start in each.made if start.made == "added"]
    added += [title for title, origin in chapters.named if origin == "the table of contents"]
    marked = [start.label for each in begins.values() for start in each.made if start.made == "marked"]
    others = [f"{title} (from {origin})" for title, origin in chapters.named if origin != "the table of contents"]
    notes = (
        ("heading-added", added, "these headings are not in the text but come from the table of contents"),
        ("heading-marked", marked, "these lines are set as paragraphs, and are headings by the table of contents"),
        ("joined", chapters.joined, "these documents have no heading and continue the chapter before"),
        ("moved", chapters.moved, "in these chapters what stands before the heading now stands behind it"),
        ("non-linear", chapters.aside, 'these documents are no part of the main reading order (linear="no")'),
    )
    for code, names, what in notes:
        if names:
            yield Finding(code, Severity.NOTE, f"{what}: {_listed(names)}", original.place())
    if others:
        message = f"these chapters have no heading in the book; they were given one: {_listed(others)}"
        fix = "look whether each is right, or write another"
        yield Finding("heading-guessed", Severity.WARNING, message, original.place(), fix)
    lost = len(set(pages.values()) - {*_pages(tuple(found))})
    if lost:
        message = f"{lost} of {len({*pages.values()})} pages of the page list begin where nothing of the text was kept"
        yield Finding("pages", Severity.NOTE, message, original.place())


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return "; ".join(f"'{name}'" for name in every[:_SHOWN]) + more


def _pages(node: Any) -> Iterator[str]:
    if isinstance(node, PageBreak):
        yield node.label
    elif isinstance(node, tuple):
        for each in node:
            yield from _pages(each)
    elif is_dataclass(node):
        for each in fields(node):
            value = getattr(node, each.name)
            if isinstance(value, tuple):
                yield from _pages(value)
