"""Headings: the same one twice, and bold paragraphs in the place of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, quoted
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Block, Chapter, Heading, List, Mark, Paragraph, Quote, Table, Text, inline_text

__all__ = ["check"]

REPEATED = Check(
    "M28",
    "repeated-heading",
    Severity.NOTE,
    "A heading is there twice",
    "In a table of contents the two can't be told apart.",
    "say in each what is special about its part",
    "WCAG 2.2, 2.4.6 Headings and Labels (AA)",
)
FAKE = Check(
    "M29",
    "fake-heading",
    Severity.WARNING,
    "A bold paragraph stands for a heading",
    "It looks like one and isn't: no table of contents and no screen reader leads to it.",
    "write it with # at its beginning instead of ** around it",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), failure F2",
)
_FOLLOWS = (Paragraph, List, Quote, Table)
_LONGEST = 10
"""Words of the longest bold paragraph that is taken for a heading."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield the headings that say the same, and the paragraphs that look like one."""
    yield from _repeated(prose)
    for chapter in prose.chapters:
        for block, after in pairwise(chapter.blocks):
            if (
                isinstance(block, Paragraph)
                and isinstance(after, _FOLLOWS)
                and (text := _bold(block))
                and not _bold(after)
            ):
                message = f"the paragraph {quoted(text)} is bold through and through, as if it were a heading"
                yield FAKE.found(message, block.source)


def _repeated(prose: Prose) -> Iterator[Finding]:
    """Yield each heading that stands beneath the same headings as an equal one before it."""
    first: dict[tuple[str, ...], Source | None] = {}
    for chapter in prose.chapters:
        for path, source in _paths(chapter):
            if path in first:
                yield REPEATED.found(f"the heading {quoted(path[-1])} is also in {first[path]}", source)
            else:
                first[path] = source


def _paths(chapter: Chapter) -> Iterator[tuple[tuple[str, ...], Source | None]]:
    """Yield each heading with those above it; all chapters are beneath the same."""
    above: list[tuple[int, str]] = []
    for block in chapter.blocks:
        if isinstance(block, Heading):
            above = [each for each in above if each[0] < block.level]
            above.append((block.level, inline_text(block.sentence.inlines)))
            yield tuple(text.casefold() if text is not above[-1][1] else text for _, text in above), block.source


def _bold(block: Block) -> str:
    """Return the text of a short paragraph that is bold as a whole and ends like a heading; else nothing."""
    if not isinstance(block, Paragraph) or len(block.sentences) != 1 or not block.source:
        return ""
    inlines = tuple(i for i in block.sentences[0].inlines if not (isinstance(i, Text) and not i.text.strip()))
    if len(inlines) != 1 or not isinstance(inlines[0], Mark) or inlines[0].tag != "strong":
        return ""
    text = inline_text(inlines).strip()
    is_short = 0 < len(text.split()) <= _LONGEST and "\n" not in text
    return text if is_short and text[0].isalnum() and text[-1].isalnum() else ""
