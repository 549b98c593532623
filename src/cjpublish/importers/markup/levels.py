"""Levels: the headings of a run of blocks, put into an outline without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjpublish.draft import Block, Heading
from cjpublish.importers.markup.references import given, lifted
from cjpublish.model import NoteRef

__all__ = ["levels"]

_DEEPEST = 6


def levels(blocks: Sequence[Block], first: int = 1) -> tuple[Block, ...]:
    """Return blocks whose outermost headings have the level `first`, and every other the level below its parent's.

    A heading beneath the sixth level gets the sixth. Notes that a heading of level 1 calls, which a chapter's title
    can't, are called by the first text behind it.
    """
    above: list[int] = []
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            block = replace(block, level=min(first + len(above) - 1, _DEEPEST))
        found.append(block)
    return _without_notes_in_titles(found)


def _without_notes_in_titles(blocks: list[Block]) -> tuple[Block, ...]:
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            text, references = lifted(block.inlines, NoteRef)
            if references:
                blocks[index] = replace(block, inlines=text)
                blocks[index + 1 :] = given(blocks[index + 1 :], references, text)
    return tuple(blocks)
