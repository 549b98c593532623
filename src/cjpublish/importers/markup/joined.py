"""Blocks as one line of text, for what a manuscript writes in one: headings, terms, captions, cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cjpublish.draft import Block, Code, Heading, Inlines, List, Paragraph, Quote, Table, walk_figures
from cjpublish.model import Inline, Mark, PageBreak, Text

__all__ = ["Line", "joined"]


@dataclass(frozen=True, slots=True)
class Line:
    """What became of blocks in one line."""

    inlines: Inlines
    """Their text."""
    blocks: tuple[Block, ...]
    """What can't stand in a line: figures."""


def joined(blocks: Sequence[Block], between: str) -> Line:
    """Return blocks as one line, `between` standing between them and instead of line breaks."""
    inlines: list[Inline] = []
    for text in _lines(blocks):
        plain = _in_line(text, between)
        if plain:
            inlines.extend((Text(between), *plain) if inlines else plain)
    return Line(_merged(inlines), tuple(walk_figures(blocks)))


def _lines(blocks: Sequence[Block]) -> Iterator[Inlines]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.inlines
            case Quote():
                yield from _lines(block.blocks)
            case List():
                for item in block.items:
                    yield item.term
                    yield from _lines(item.blocks)
            case Table():
                yield block.caption
                for row in (block.header, *block.rows):
                    yield from row
            case Code():
                yield (Mark("code", (Text(" ".join(block.text.split())),)),) if block.text.strip() else ()
            case PageBreak():
                yield (block,)
            case _:
                pass


def _in_line(text: Inlines, between: str) -> Inlines:
    found: list[Inline] = []
    for inline in text:
        if isinstance(inline, Mark):
            found.append(replace(inline, children=_in_line(inline.children, between)))
        else:
            found.append(Text(inline.text.replace("\n", between)) if isinstance(inline, Text) else inline)
    return tuple(found)


def _merged(inlines: Sequence[Inline]) -> Inlines:
    """Return inlines, of texts side by side one."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if isinstance(inline, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + inline.text)
        else:
            found.append(inline)
    return tuple(found)
