"""Chapters: parts of documents put together, each with the heading that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from cjpublish.draft import Block, Chapter, Heading, Paragraph
from cjpublish.importers.epub.parts import Part, has_words, text_of
from cjpublish.importers.epub.words import folded
from cjpublish.importers.markup import levels
from cjpublish.model import Inline, PageBreak, Text

__all__ = ["Chapters", "Fallback"]

_ABOVE_ALL = 0
"""The level of a chapter's heading while the others find theirs."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a part without a heading may be called."""

    title: str
    """The words; empty where nothing in the book calls it anything."""
    origin: str
    """Whose words they are, for a finding."""


@dataclass(slots=True)
class _Open:
    heading: Heading
    role: str
    before: tuple[Block, ...]
    blocks: list[Block]


@dataclass(slots=True)
class Chapters:
    """Grows part by part, in reading order."""

    title: str
    """The book's: what a first chapter without any name is called."""
    homes: dict[str, int] = field(default_factory=dict)
    """By document, the chapter that its first part went to."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """Headings that no document had, and where each comes from."""
    joined: list[str] = field(default_factory=list)
    """Documents without a heading that became part of the chapter before."""
    moved: list[str] = field(default_factory=list)
    """Chapters with words before their heading that now stand behind it."""
    aside: list[str] = field(default_factory=list)
    """Documents that are no part of the main reading order."""
    _open: list[_Open] = field(default_factory=list)

    def take(self, path: str, part: Part, label: str, role: str, fallback: Fallback) -> None:
        """Take the next part, of the document `path`; `label` is what the table of contents calls it."""
        if part.heading is not None:
            self._begin(part, label, role)
        elif fallback.title or not self._open:
            title = fallback.title or self.title or "1"
            self.named.append((title, fallback.origin if fallback.title else "the book's title"))
            self._open.append(_Open(Heading(1, (Text(title),)), role, (), list(part.blocks)))
        else:
            self._open[-1].blocks.extend(part.blocks)
            if path not in self.homes and has_words(part.blocks):
                self.joined.append(path)
        self.homes.setdefault(path, len(self._open) - 1)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._open)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all headings."""
        blocks = chain.from_iterable((each.heading, *each.before, *each.blocks) for each in self._open)
        return frozenset(block.id for block in blocks if isinstance(block, Heading))

    def identify(self, place: int, name: str) -> str:
        """Return the id of a chapter's heading, from 0; it gets the name where it has none."""
        found = self._open[place]
        if not found.heading.id:
            found.heading = replace(found.heading, id=name)
        return found.heading.id

    def finish(self) -> list[Chapter]:
        """Return the chapters, still without their notes."""
        return [
            Chapter(levels((replace(each.heading, level=_ABOVE_ALL), *each.before, *each.blocks)), role=each.role)
            for each in self._open
        ]

    def _begin(self, part: Part, label: str, role: str) -> None:
        heading, before = part.heading, part.before
        if heading is None:
            return
        whole = folded(text_of(before) + text_of(heading.inlines))
        texts = [block for block in before if isinstance(block, Paragraph)]
        others = [block for block in before if not isinstance(block, Paragraph)]
        if texts and whole == folded(label) and all(isinstance(block, PageBreak) for block in others):
            heading = replace(heading, inlines=_joined((*(text.inlines for text in texts), heading.inlines)))
            before = tuple(others)
        elif has_words(before):
            self.moved.append(text_of(heading.inlines))
        self._open.append(_Open(heading, role, before, list(part.blocks)))


def _joined(texts: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for text in texts:
        found.extend((Text(" "), *text) if found else text)
    return tuple(found)
