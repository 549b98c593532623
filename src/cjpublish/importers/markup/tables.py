"""Tables: those of facts become tables with one header row, those that only place things become what they hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjpublish.draft import Block, Inlines, Paragraph, Table
from cjpublish.importers.markup import names
from cjpublish.importers.markup.grid import Cell, Grid, grid, rows_of
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.joined import joined
from cjpublish.importers.markup.leaves import Spec
from cjpublish.importers.markup.pages import page_break
from cjpublish.importers.markup.references import lifted
from cjpublish.model import NoteRef, PageBreak, Text, inline_text

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["put_table"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LARGE = _HEADINGS | {"table", "figure", "blockquote", "pre", "dl", "article", "section"}
"""What no cell of facts holds."""
_PARTS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_SIDES = frozenset({"left", "right", "center"})


@dataclass(slots=True)
class _Texts:
    """What the cells of a table say, place by place."""

    lines: list[list[Inlines]]
    """Rows of texts."""
    behind: list[Block]
    """What stands behind the table."""


def put_table(flow: Flow, element: Element) -> bool:
    """Take a table; False where it only places things, and its content comes in order."""
    measured = None if _places(element) or flow.depth + 1 > flow.limit else grid(element)
    if measured is None or (measured.columns == 1 and not _headers(measured)) or _is_layout(measured):
        return False
    outside = flow.within("item", 0)
    _take_strays(outside, element)
    flow.add(*outside.finish())
    caption, behind = _caption(flow, element)
    heads = _heads(flow, element, measured)
    texts = _filled(flow, element, measured, heads)
    header = tuple(_stacked([row[column] for row in texts.lines[:heads]]) for column in range(measured.columns))
    rows = texts.lines[heads:]
    _settle_notes(flow, rows)
    body = tuple(tuple(row) for row in rows if any(row))
    if body or any(header):
        flow.add(Table(header, body, _alignments(element, measured), caption))
    elif caption:
        flow.add(Paragraph(caption))
    flow.add(*behind, *texts.behind)
    return True


def _places(element: Element) -> bool:
    return (element.get("role") or "").strip().lower() in ("presentation", "none")


def _headers(measured: Grid) -> list[Cell]:
    return [cell for cell in measured.cells if names.name(cell.element) == "th"]


def _is_layout(measured: Grid) -> bool:
    """Tell whether a table without headers holds what tables of facts don't."""
    if measured.heads or _headers(measured):
        return False
    if len(measured.cells) == 1:
        return True
    return any(_is_large(cell.element) for cell in measured.cells)


def _is_large(cell: Element) -> bool:
    paragraphs = 0
    for inner in cell.iter():
        tag = names.name(inner)
        paragraphs += tag == "p"
        if tag in _LARGE or paragraphs > 2:
            return True
    return False


def _take_strays(flow: Flow, element: Element) -> None:
    """Take what stands in a table outside of its cells, which browsers show before it."""
    rows, _ = rows_of(element)
    groups = [child for child in element if names.name(child) in ("thead", "tbody", "tfoot")]
    for parent in (element, *groups, *rows):
        flow.conversion.named(parent)
        flow.text(parent.text)
        for child in parent:
            if names.name(child) not in _PARTS:
                flow.take(child)
            flow.text(child.tail)
        flow.close()


def _caption(flow: Flow, element: Element) -> tuple[Inlines, tuple[Block, ...]]:
    sub = flow.within("caption")
    for child in element:
        if names.name(child) == "caption":
            sub.take(child)
    line = joined(sub.finish(), " ")
    return line.inlines, line.blocks


def _filled(flow: Flow, element: Element, measured: Grid, heads: int) -> _Texts:
    """Return the text of every place; that of a merged cell in each, unless it spans a whole row.

    A header within the body is in bold; in the first column editions make headers of the cells themselves.
    """
    texts = _Texts([[() for _ in range(measured.columns)] for _ in range(measured.rows)], [])
    begun: set[Element] = set()
    for cell in measured.cells:
        sub = flow.cell()
        for around in (cell.element.getparent().getparent(), cell.element.getparent()):
            if around is not element and around not in begun:
                begun.add(around)
                page_break(sub, around)
        if cell.row >= heads and cell.column and names.name(cell.element) == "th":
            sub.open(Spec("strong"), cell.element)
        sub.take(cell.element)
        line = joined(sub.finish(), " ")
        texts.behind.extend(line.blocks)
        again, _ = lifted(lifted(line.inlines, NoteRef)[0], PageBreak)
        whole = cell.columns == measured.columns
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + (1 if whole else cell.columns)):
                texts.lines[row][column] = texts.lines[row][column] or again
        texts.lines[cell.row][cell.column] = (*line.inlines, *sub.waiting)
    return texts


def _heads(flow: Flow, element: Element, measured: Grid) -> int:
    """Return how many rows the header is made of, and record what is guessed or changed."""
    conversion = flow.conversion
    if any(cell.columns > 1 or cell.rows > 1 for cell in measured.cells):
        message = "a table's merged cells were taken apart, their text repeated in each"
        conversion.note("merged-cells", message, element, "compare the table with the source")
    heads = measured.heads or _head_rows(measured)
    if heads == 0 and not _headers(measured) and measured.rows > 1:
        heads = 1
        conversion.note("table-header", "a table names no header; its first row is taken for it", element)
    if heads > 1:
        message = f"a table's header of {heads} rows was joined into one"
        conversion.note("table-header-rows", message, element, "compare the table with the source")
    return heads


def _head_rows(measured: Grid) -> int:
    """Return how many rows at the top hold headers alone, an empty corner besides; one at least stays for the body."""
    headers = _headers(measured)
    plain = {cell.row for cell in measured.cells if names.name(cell.element) != "th" and _says_something(cell.element)}
    across = {cell.row for cell in headers if cell.column + cell.columns > 1 or len(headers) == 1}
    count = 0
    while count < measured.rows and count not in plain and count in across:
        count += 1
    return count if count < measured.rows else min(count, 1)


def _says_something(cell: Element) -> bool:
    return len(cell) > 0 or bool("".join(cell.itertext()).strip())


def _stacked(texts: list[Inlines]) -> Inlines:
    """Return the texts of a column's headers as one; a text that comes twice is said once."""
    found: Inlines = ()
    said: set[str] = set()
    for text in texts:
        plain = inline_text(text)
        if text and plain not in said:
            said.add(plain)
            found = (*found, Text(" "), *text) if found else text
    return found


def _settle_notes(flow: Flow, rows: list[list[Inlines]]) -> None:
    """Move references to notes that stand alone in a cell to the cell before it."""
    last: tuple[list[Inlines], int] | None = None
    for row in rows:
        for column, text in enumerate(row):
            references = tuple(inline for inline in text if isinstance(inline, NoteRef))
            if references and not inline_text(text).strip():
                row[column] = ()
                if last is None:
                    flow.lone(references)
                else:
                    last[0][last[1]] = (*last[0][last[1]], *references)
            elif text:
                last = (row, column)


def _alignments(element: Element, measured: Grid) -> tuple[str, ...]:
    """Return how most of each column's cells are set."""
    votes = [Counter[str]() for _ in range(measured.columns)]
    for cell in measured.cells:
        if cell.columns == 1:
            said = names.style(cell.element).get("text-align") or (cell.element.get("align") or "").lower()
            votes[cell.column][said if said in _SIDES else ""] += 1
    sides = tuple(column.most_common(1)[0][0] if column else "" for column in votes)
    return sides if any(sides) else ()
