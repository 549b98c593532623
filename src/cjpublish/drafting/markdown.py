"""A fitted chapter as a Markdown file: one paragraph a line, so that an editor's program may wrap it as it likes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjpublish.draft import Block, Break, Chapter, Code, Figure, Heading, Inlines, Item, List, Paragraph, Quote, Table
from cjpublish.drafting.inlines import heading, line, paragraph
from cjpublish.model import PageBreak

__all__ = ["chapter", "passage"]

_WIDE = 120
"""Characters of a table's row up to which its columns are lined up."""
_RULES = {"left": (":", "-"), "right": ("-", ":"), "center": (":", ":"), "": ("-", "-")}
_MARKERS = {"bullet": ("-", "*"), "ordered": (".", ")")}
"""Two lists of a kind in a row stay two because their markers differ (CommonMark 0.31.2, 5.3)."""


def chapter(content: Chapter, path: Callable[[Figure], str]) -> str:
    """Return the file of a chapter; `path` says where a figure's picture is, relative to manuscript/, or nothing."""
    writer = _Writer(path)
    front = [] if content.role == "chapter" else ["---", f"role: {content.role}", "---", ""]
    lines = [*front, *writer.flow(content.blocks, nested=False)]
    for note in content.notes:
        lines += ["", *writer.note(note.key, note.blocks)]
    return "\n".join(lines) + "\n"


def passage(blocks: Sequence[Block]) -> str:
    """Return a text of the settings, without figures and notes."""
    return "\n".join(_Writer(lambda figure: "").flow(blocks, nested=False))


@dataclass(slots=True)
class _Writer:
    path: Callable[[Figure], str]

    def flow(self, blocks: Sequence[Block], nested: bool) -> list[str]:
        """Return blocks one below the other, an empty line between."""
        lines: list[str] = []
        marker, bare = "", False
        for block in blocks:
            if isinstance(block, Figure) and not self.path(block):
                continue  # decorative, and its file can't be used
            if isinstance(block, List) and block.kind in _MARKERS:
                first, second = _MARKERS[block.kind]
                marker = second if marker == first else first
                written = self.items(block, marker)
            else:
                marker = ""
                written = self.block(block, nested, bare)
            bare = isinstance(block, Table) and not block.caption
            lines += written if not lines else ["", *written]
        return lines

    def block(self, block: Block, nested: bool, caption_behind: bool) -> list[str]:
        match block:
            case Heading():
                name = f" {{#{block.id}}}" if block.id else ""
                return [f"{'#' * block.level} {heading(block.inlines)}{name}"]
            case Paragraph():
                return paragraph(block.inlines).split("\n")
            case Quote():
                return [f"> {each}" if each else ">" for each in self.flow(block.blocks, True)]
            case List():
                return self.definitions(block.items)
            case Table():
                return self.table(block, caption_behind)
            case Figure():
                return [f"![]({self.path(block)})"]
            case Code():
                return _code(block)
            case PageBreak():
                return [line((block,))]
            case Break():
                return ["___" if nested else "---"]

    def items(self, block: List, marker: str) -> list[str]:
        tight = all(_is_tight(item) for item in block.items)
        lines: list[str] = []
        for place, item in enumerate(block.items):
            sign = marker if block.kind == "bullet" else f"{block.start + place}{marker}"
            content = self.tight(item) if tight else self.flow(item.blocks, True)
            lines += [] if tight or not lines else [""]
            lines += _indented(content, f"{sign} ", len(sign) + 1)
        return lines

    def tight(self, item: Item) -> list[str]:
        """Return an item of a paragraph and perhaps a list, with no empty line between."""
        lines: list[str] = []
        for block in item.blocks:
            lines += (
                self.items(block, _MARKERS[block.kind][0])
                if isinstance(block, List)
                else self.block(block, True, False)
            )
        return lines

    def definitions(self, items: Sequence[Item]) -> list[str]:
        lines: list[str] = []
        for item in items:
            if lines:
                lines.append("")
            if item.term:
                lines.append(line(item.term))
            lines += _indented(self.flow(item.blocks, True), ":   ", 4)
        return lines

    def note(self, key: str, blocks: Sequence[Block]) -> list[str]:
        content = self.flow(blocks, True)
        if isinstance(blocks[0], Paragraph):
            return _indented(content, f"[^{key}]: ", 4)
        return [f"[^{key}]:", "", *_indented(content, "    ", 4)]

    def table(self, block: Table, caption_behind: bool) -> list[str]:
        rows = [[self.cell(cell) for cell in row] for row in (block.header, *block.rows)]
        lines = _rows(rows, block.alignments or ("",) * len(block.header))
        if not block.caption:
            return lines
        caption = f"Table: {line(block.caption)}"
        return [*lines, "", caption] if caption_behind else [caption, "", *lines]

    def cell(self, inlines: Inlines) -> str:
        """Return a cell; a table is cut at its bars before anything else is read (GFM 0.29, 4.10)."""
        return line(inlines).replace("|", "\\|")


def _is_tight(item: Item) -> bool:
    """Tell whether an item needs no empty lines: only a list that begins with 1 can interrupt a paragraph."""
    first, *rest = item.blocks
    if not isinstance(first, Paragraph) or len(rest) > 1:
        return False
    return all(
        isinstance(block, List)
        and (block.kind == "bullet" or (block.kind == "ordered" and block.start == 1))
        and all(map(_is_tight, block.items))
        for block in rest
    )


def _indented(lines: Sequence[str], first: str, width: int) -> list[str]:
    return [first + "".join(lines[:1]), *(" " * width + each if each else "" for each in lines[1:])]


def _code(block: Code) -> list[str]:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{block.language}", *block.text.split("\n"), fence]


def _rows(rows: Sequence[Sequence[str]], alignments: Sequence[str]) -> list[str]:
    """Return the lines of a table, its columns lined up where they aren't wide."""
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(alignments))]
    if sum(widths) + 3 * len(widths) + 1 > _WIDE:
        widths = [3] * len(alignments)
    rules = [
        begin + "-" * width + end
        for width, (begin, end) in zip(widths, map(_RULES.__getitem__, alignments), strict=True)
    ]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    head, *body = (f"| {each} |" for each in lines)
    return [head, f"|{'|'.join(rules)}|", *body]
