"""The grid of a table: which cell stands in which row and column once merged cells are taken apart (HTML, 4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element

__all__ = ["Cell", "Grid", "grid", "rows_of"]

_WIDEST = 1000
"""Columns that a cell may span (HTML, 4.9.11)."""
_EMPTY = 10
"""Places of a grid for each of its cells; where there are more it is no table that anyone could read."""
_SMALL = 10_000
"""Places of a grid that nobody needs to count."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is written."""

    element: Element
    """The `td` or `th`."""
    row: int
    """Its first row."""
    column: int
    """Its first column."""
    rows: int
    """How many rows it spans."""
    columns: int
    """How many columns it spans, of those in which any cell begins."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells and its measures."""

    cells: tuple[Cell, ...]
    """In the source's order."""
    rows: int
    """How many."""
    columns: int
    """How many that any cell begins in."""
    heads: int
    """Rows at the top that are in a `thead`."""


def rows_of(table: Element) -> tuple[list[Element], int]:
    """Return a table's own rows, those of its foot last, and how many are its head's."""
    heads: list[Element] = []
    bodies: list[Element] = []
    feet: list[Element] = []
    for child in table:
        tag = names.name(child)
        if tag == "tr":
            bodies.append(child)
        elif tag in ("thead", "tbody", "tfoot"):
            group = {"thead": heads, "tfoot": feet}.get(tag, bodies)
            group.extend(row for row in child if names.name(row) == "tr")
    return [*heads, *bodies, *feet], len(heads)


def grid(table: Element) -> Grid | None:
    """Return a table's grid; None where it has no cells, or so many empty places that it can't be one."""
    rows, heads = rows_of(table)
    placed = list(_placed(rows))
    starts = {column: index for index, column in enumerate(sorted({column for _, _, column, _, _ in placed}))}
    size = len(rows) * len(starts)
    if not placed or (size > _SMALL and size > _EMPTY * len(placed)):
        return None
    ordered = list(starts)
    cells = []
    for element, row, column, tall, wide in placed:
        count = sum(1 for start in ordered[starts[column] : starts[column] + wide] if start < column + wide)
        cells.append(Cell(element, row, starts[column], min(tall, len(rows) - row), count))
    return Grid(tuple(cells), len(rows), len(starts), heads)


def _placed(rows: list[Element]) -> Iterator[tuple[Element, int, int, int, int]]:
    """Yield each cell with its row, column, height and width."""
    taken: dict[int, int] = {}
    for index, row in enumerate(rows):
        column = 0
        for element in row:
            if names.name(element) not in ("td", "th"):
                continue
            while taken.get(column, 0) > index:
                column += 1
            wide = min(_span(element, "colspan"), _WIDEST)
            tall = _span(element, "rowspan") or len(rows)
            yield element, index, column, tall, wide or 1
            if tall > 1:
                taken.update(dict.fromkeys(range(column, column + (wide or 1)), index + tall))
            column += wide or 1


def _span(element: Element, key: str) -> int:
    written = (element.get(key) or "1").strip()
    return min(int(written), 65_534) if written.isascii() and written.isdecimal() and len(written) < 9 else 1
