"""References to notes, taken out of a text that can't call notes and given to one that can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from cjpublish.draft import Block, Heading, Inlines, List, Paragraph, Quote
from cjpublish.model import Inline, Mark, NoteRef, PageBreak

__all__ = ["Lifted", "given", "lifted"]


Lifted = TypeVar("Lifted", bound=NoteRef | PageBreak)


def lifted(inlines: Inlines, kind: type[Lifted]) -> tuple[Inlines, tuple[Lifted, ...]]:
    """Return a text without its note references, or its page breaks, and these by themselves; empty marks go."""
    kept: list[Inline] = []
    taken: list[Lifted] = []
    for inline in inlines:
        if isinstance(inline, Mark):
            children, found = lifted(inline.children, kind)
            kept.extend((replace(inline, children=children),) if children else ())
            taken.extend(found)
        elif isinstance(inline, kind):
            taken.append(inline)
        else:
            kept.append(inline)
    return tuple(kept), tuple(taken)


def given(blocks: Sequence[Block], references: Sequence[NoteRef], text: Inlines) -> tuple[Block, ...]:
    """Return blocks whose first paragraph or heading below level 1 ends with references too.

    Where there is none, a paragraph of the text that they were taken from, with them, stands before the blocks.
    """
    for index, block in enumerate(blocks):
        changed = _ending_with(block, references)
        if changed is not None:
            return (*blocks[:index], changed, *blocks[index + 1 :])
        if isinstance(block, Heading):
            break
    return (Paragraph((*text, *references)), *blocks)


def _ending_with(block: Block, references: Sequence[NoteRef]) -> Block | None:
    match block:
        case Paragraph():
            return replace(block, inlines=(*block.inlines, *references))
        case Heading() if block.level > 1:
            return replace(block, inlines=(*block.inlines, *references))
        case Quote():
            inner = _first(block.blocks, references)
            return replace(block, blocks=inner) if inner else None
        case List() if block.items:
            inner = _first(block.items[0].blocks, references)
            return replace(block, items=(replace(block.items[0], blocks=inner), *block.items[1:])) if inner else None
        case _:
            return None


def _first(blocks: tuple[Block, ...], references: Sequence[NoteRef]) -> tuple[Block, ...] | None:
    changed = _ending_with(blocks[0], references) if blocks else None
    return (changed, *blocks[1:]) if changed is not None else None
