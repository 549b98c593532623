"""Tables and their captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.model import Block, Row, Sentence, Table
from cjpublish.readers.anchors import claim
from cjpublish.readers.inlines import sentences
from cjpublish.readers.scope import Scope

__all__ = ["CAPTION", "Caption", "table", "with_captions"]

CAPTION = re.compile(r"Table:\s*")
"""How the paragraph begins that is a table's caption."""
_CELL_END = re.compile(r"(?<!\\)\|")
_BEFORE_CELLS = re.compile(r"[\s>*+-]*(\d+[.)])?\s*(\[\^\S+\]:)?\s*")
"""What may stand in a line before its table's first `|`."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption that has not met its table yet."""

    sentences: tuple[Sentence, ...]
    """Its text."""
    source: Source
    """Where it stands."""


def table(opening: Token, tokens: Iterator[Token], scope: Scope) -> Table:
    """Return the table that `opening` begins; take its tokens."""
    source = scope.place(opening)
    rows: list[Row] = []
    alignments: list[str] = []
    cells: list[tuple[Sentence, ...]] = []
    for token in tokens:
        match token.type:
            case "tr_open":
                cells = []
                if rows:
                    _check_surplus(token, len(alignments), scope)
            case "th_open":
                alignments.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            case "inline":
                cells.append(sentences(token, scope, scope.place(token)))
            case "tr_close":
                rows.append(Row(tuple(cells)))
            case "table_close":
                break
    name = claim(f"{scope.name}-table".lstrip("-"), source, scope.reading)
    return Table(name, rows[0], tuple(rows[1:]), tuple(alignments), source=source)


def _check_surplus(row: Token, columns: int, scope: Scope) -> None:
    """Report cells beyond the header's, which Markdown leaves out (GFM 4.10)."""
    index = row.map[0] if row.map else 0
    pieces = _CELL_END.split(scope.document.lines.lines[index])
    if _BEFORE_CELLS.fullmatch(pieces[0]):
        pieces = pieces[1:]
    surplus = [piece.strip() for piece in pieces[columns:] if piece.strip()]
    if surplus:
        message = f"this row has more cells than the header: '{surplus[0]}' would be lost"
        fix = "give the header as many cells; for a bar within a cell write `\\|`"
        scope.reading.fault("table-row", message, scope.place(row), fix)


def with_captions(found: Sequence[Block | Caption], scope: Scope) -> tuple[Block, ...]:
    """Give each caption to the table right before it, or else to the one right after it."""
    blocks: list[Block] = []
    waiting: Caption | None = None
    for index, block in enumerate(found):
        if not isinstance(block, Caption):
            if isinstance(block, Table) and waiting:
                block = replace(block, caption=waiting.sentences)
            waiting = None
            blocks.append(block)
            continue
        before = blocks[-1] if blocks and not isinstance(found[index - 1], Caption) else None
        after = found[index + 1] if index + 1 < len(found) else None
        if isinstance(before, Table) and not before.caption:
            blocks[-1] = replace(before, caption=block.sentences)
            if isinstance(after, Table) and not _has_caption_behind(found, index + 1):
                fix = "give the table before it a caption too"
                scope.reading.warn("caption", "this caption stands between two tables", block.source, fix)
        elif isinstance(after, Table):
            waiting = block
        else:
            fix = "put the caption right before or after its table, with an empty line between"
            scope.reading.fault("caption", "no table stands beside this caption", block.source, fix)
    return tuple(blocks)


def _has_caption_behind(found: Sequence[Block | Caption], index: int) -> bool:
    return index + 1 < len(found) and isinstance(found[index + 1], Caption)
