"""Parts: a document's blocks, divided where chapters begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any

from cjpublish.draft import Block, Figure, Heading
from cjpublish.model import Mark, Text

__all__ = ["Part", "has_words", "parts", "text_of"]

_MOST_BEFORE = 60
"""Words before a heading that still belong to its chapter: an epigraph, a number, a dedication."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks that belong to one chapter."""

    heading: Heading | None
    """Its chapter's; None where it has none of its own."""
    before: tuple[Block, ...]
    """What stands before the heading."""
    blocks: tuple[Block, ...]
    """What stands behind."""


def parts(blocks: Sequence[Block], begins: Mapping[str, object], whole: bool) -> Iterator[Part]:
    """Yield the parts of a document's blocks.

    A chapter begins at each heading whose id is in `begins`, and at the first heading of a document where it is one of
    the two highest levels and few words stand before it. `whole` says that a chapter begins with the document, so that
    whatever stands before its first heading belongs to that.
    """
    places = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.id in begins]
    first = next((place for place, block in enumerate(blocks) if isinstance(block, Heading)), None)
    if first is not None and first not in places and _is_title(blocks[first], bool(places)):
        places.insert(0, first)
    begin = 0
    if places and not whole and len(_words(blocks[: places[0]])) > _MOST_BEFORE:
        yield Part(None, (), tuple(blocks[: places[0]]))
        begin = places[0]
    for place, end in pairwise([*places, len(blocks)]):
        heading = blocks[place]
        if isinstance(heading, Heading):
            yield Part(heading, tuple(blocks[begin:place]), tuple(blocks[place + 1 : end]))
        begin = end
    if not places and blocks:
        yield Part(None, (), tuple(blocks))


def text_of(blocks: object) -> str:
    """Return the words of blocks or inlines, with spaces between blocks."""
    return " ".join(_words(blocks))


def has_words(blocks: Sequence[Block]) -> bool:
    """Tell whether there is text, not pictures and page breaks alone."""
    return any(True for block in blocks if not isinstance(block, Figure) and _words((block,)))


def _is_title(block: Block, others: bool) -> bool:
    return isinstance(block, Heading) and (others or block.level <= 2)


def _words(node: Any) -> list[str]:
    return "".join(_texts(node)).split()


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.text
    elif isinstance(node, tuple | list):
        for each in node:
            yield from _texts(each)
            if isinstance(each, tuple):
                yield " "  # the cells of a table
    elif is_dataclass(node):
        apart = "" if isinstance(node, Mark) else " "
        for each in fields(node):
            value = getattr(node, each.name)
            if isinstance(value, tuple):
                yield from _texts(value)
            elif each.name == "text":
                yield str(value)
            yield apart
