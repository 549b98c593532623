"""How much of each kind a manuscript holds, for the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from cjpublish.draft import Block, Chapter, Code, Figure, Heading, List, Paragraph, Quote, Table
from cjpublish.drafting.anchors import texts
from cjpublish.drafting.styles import pieces
from cjpublish.model import NoteRef, PageBreak, inline_text

__all__ = ["counts"]

_KINDS = (
    (Heading, "headings"),
    (Paragraph, "paragraphs"),
    (List, "lists"),
    (Quote, "quotations"),
    (Table, "tables"),
    (Figure, "figures"),
    (Code, "pieces of code"),
    (PageBreak, "page breaks"),
)


def counts(chapters: Sequence[Chapter]) -> Mapping[str, int]:
    """Return how many words, chapters, headings … there are, by what they are called."""
    found = Counter({"words": 0, "chapters": len(chapters), **{name: 0 for _, name in _KINDS}, "notes": 0, "links": 0})
    for chapter in chapters:
        found["notes"] += len(chapter.notes)
        for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
            _count_blocks(blocks, found)
            for inlines in texts(blocks):
                found["words"] += len(inline_text(inlines).split())
                found["page breaks"] += sum(isinstance(each, PageBreak) for each, _ in pieces(inlines))
                addresses = [style.a for each, style in pieces(inlines) if not isinstance(each, NoteRef)]
                found["links"] += sum(bool(address) for address, _ in groupby(addresses))
    return found


def _count_blocks(blocks: Sequence[Block], found: Counter[str]) -> None:
    for block in blocks:
        for kind, name in _KINDS:
            found[name] += isinstance(block, kind)
        match block:
            case Quote():
                _count_blocks(block.blocks, found)
            case List():
                for item in block.items:
                    _count_blocks(item.blocks, found)
            case Figure():
                _count_blocks(block.description, found)
            case _:
                pass
