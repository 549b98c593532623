"""The blocks of a page to chapters: one, or as many as a book has that was saved as one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from cjpublish.draft import Block, Chapter, Heading, Note
from cjpublish.importers.markup import called, levels
from cjpublish.model import Text

__all__ = ["chapters"]

_BOOK = 5000
"""Words from which on a page may be a whole book."""
_FEWEST = 3
"""Headings of one level that the chapters of a book have at least."""
_CHAPTER = 500
"""Words that its chapters have at least on average."""


def chapters(title: str, blocks: Sequence[Block], note: Callable[[str], Note]) -> tuple[Chapter, ...]:
    """Return the chapters of a text that the title stands above; `note` gives the note of a key."""
    heading = Heading(1, (Text(title),))
    level = _chapter_level(blocks)
    if not level:
        return (_chapter((heading, *levels(blocks, 2)), note),)
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == level:
            parts.append([])
        parts[-1].append(block)
    first, *others = parts
    found = [_chapter((heading, *levels(first, 2)), note)] if first else []
    found += [_chapter(levels(part, 1), note) for part in others]
    return tuple(found)


def _chapter(blocks: tuple[Block, ...], note: Callable[[str], Note]) -> Chapter:
    return Chapter(blocks, tuple(note(key) for key in called(blocks)))


def _chapter_level(blocks: Sequence[Block]) -> int:
    """Return the level whose headings begin chapters; 0 where the text is one."""
    count = sum(_count(block) for block in blocks)
    if count < _BOOK:
        return 0
    headings = Counter(block.level for block in blocks if isinstance(block, Heading))
    for level in sorted(headings):
        if headings[level] >= _FEWEST and count >= headings[level] * _CHAPTER:
            return level
        if headings[level] >= _FEWEST:
            return 0
    return 0


def _count(block: Block) -> int:
    return sum(len(text.split()) for text in _texts(block))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.text
    elif isinstance(node, tuple):
        for each in node:
            yield from _texts(each)
    elif is_dataclass(node):
        for each in fields(node):
            yield from _texts(getattr(node, each.name))
