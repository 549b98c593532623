"""Captions and credits, joined with the picture they stand beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cjpublish.draft import Block, Figure, Inlines, Paragraph, Table
from cjpublish.importers.markup.references import Lifted, lifted
from cjpublish.model import Mark, NoteRef, PageBreak, Text

__all__ = ["Caption", "with_captions"]

_WORDS = re.compile(
    r"\s*((photo(graph)?s?|image|picture|illustration|drawing|map)s?(\s+credits?)?\s*(:|\bby\b:?)|credits?\s*:)\s*",
    re.IGNORECASE,
)
"""What stands before a name in a credit."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of the picture beside it, until it has met that."""

    inlines: Inlines
    """The caption; empty where there is a credit alone."""
    credit: Inlines
    """Who made the picture."""


def with_captions(blocks: Sequence[Block | Caption], enclosed: bool) -> tuple[tuple[Block, ...], tuple[NoteRef, ...]]:
    """Give each caption to the figure right before it, or in a `figure` element (`enclosed`) to the one behind it.

    There a table may take it too. Captions of nothing are paragraphs. Figures' captions can't call notes: returns the
    references that were in them and that no paragraph stands before to take.
    """
    found: list[Block] = []
    waiting: Caption | None = None
    references: list[NoteRef] = []
    for block in blocks:
        if not isinstance(block, Caption):
            if waiting is not None:
                found.extend((block,) if _fits(block, waiting, enclosed) else (*_paragraphs(waiting), block))
                if _fits(block, waiting, enclosed):
                    _join(found, waiting, references)
                waiting = None
            else:
                found.append(block)
        elif found and _fits(found[-1], block, enclosed):
            _join(found, block, references)
        elif enclosed and waiting is None:
            waiting = block
        else:
            found.extend(_paragraphs(block))
    found.extend(_paragraphs(waiting) if waiting else ())
    return tuple(found), tuple(references)


def _fits(block: Block, caption: Caption, enclosed: bool) -> bool:
    if isinstance(block, Table):
        return enclosed and not block.caption and not caption.credit
    if not isinstance(block, Figure):
        return False
    return not (block.caption and caption.inlines) and not (block.credit and caption.credit)


def _join(found: list[Block], caption: Caption, references: list[NoteRef]) -> None:
    """Give the last block its caption; what that can't hold goes before the block or to the paragraph before."""
    block = found.pop()
    if isinstance(block, Table):
        found.append(replace(block, caption=caption.inlines))
        return
    both, pages = _lifted_twice(caption, PageBreak)
    plain, notes = _lifted_twice(both, NoteRef)
    found.extend(pages)
    last = next((index for index in reversed(range(len(found))) if isinstance(found[index], Paragraph)), None)
    before = found[last] if last is not None else None
    if last is not None and isinstance(before, Paragraph):
        found[last] = replace(before, inlines=(*before.inlines, *notes))
    else:
        references.extend(notes)
    if isinstance(block, Figure):
        text, credit = block.caption or plain.inlines, block.credit or named(plain.credit)
        block = replace(block, caption=text, credit=credit)
    found.append(block)


def _lifted_twice(caption: Caption, kind: type[Lifted]) -> tuple[Caption, tuple[Lifted, ...]]:
    text, in_text = lifted(caption.inlines, kind)
    credit, in_credit = lifted(caption.credit, kind)
    return Caption(text, credit), (*in_text, *in_credit)


def _paragraphs(caption: Caption) -> list[Block]:
    return [Paragraph(text) for text in (caption.inlines, caption.credit) if text]


def named(credit: Inlines) -> Inlines:
    """Return a credit without a word such as "Photo:" before the name."""
    if not credit:
        return ()
    first, *rest = credit
    if isinstance(first, Text):
        text = _WORDS.sub("", first.text, count=1) if _WORDS.match(first.text) else first.text
        return (Text(text), *rest) if text else tuple(rest)
    if isinstance(first, Mark):
        children = named(first.children)
        return (replace(first, children=children), *rest) if children else tuple(rest)
    return credit
