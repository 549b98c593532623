"""Tables: headers, captions, and shapes that are hard to listen to."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import Prose, and_more
from cjpublish.errors import Finding, Severity
from cjpublish.model import Table, walk_blocks

__all__ = ["check"]

HEADER = Check(
    "M45",
    "table-header",
    Severity.WARNING,
    "A column has no header",
    "A screen reader and the narration say a column's header with each of its cells; here they have nothing to say.",
    "write into the first row what the column holds",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), technique H51",
)
CAPTION = Check(
    "M46",
    "table-caption",
    Severity.NOTE,
    "A table has no caption",
    "Who can't glance at a table has to go through it to learn what it is about.",
    "write a paragraph `Table: …` right before it",
    "W3C, Web Accessibility Tutorials: Tables, Caption & Summary; WCAG 2.2, technique H39",
)
SHAPE = Check(
    "M47",
    "table-shape",
    Severity.NOTE,
    "A table is a list, or is too large to listen to",
    "One column has no need of a table; dozens of rows, each cell with its header, take many minutes to be read out.",
    "make a list of a single column; divide a large table, or say in the text what it shows",
    "W3C, Web Accessibility Tutorials: Tables, Tips and Tricks",
)
_COLUMNS = 10
_ROWS = 60


def check(prose: Prose) -> Iterator[Finding]:
    """Yield what makes tables hard to hear; the corner above the rows' own names may be empty."""
    tables = [b for chapter in prose.chapters for b in walk_blocks(chapter.blocks) if isinstance(b, Table)]
    for table in tables:
        headers = table.header.cells
        empty = [number for number, cell in enumerate(headers, 1) if not cell and (number > 1 or len(headers) == 1)]
        filled = [n for n in empty if any(len(row.cells) >= n and row.cells[n - 1] for row in table.rows)]
        if filled:
            columns = ", ".join(map(str, filled))
            yield HEADER.found(f"this table has no header above column {columns}", table.source)
        if len(headers) == 1:
            yield SHAPE.found("this table has a single column", table.source)
        elif len(headers) > _COLUMNS or len(table.rows) > _ROWS:
            yield SHAPE.found(f"this table has {len(headers)} columns and {len(table.rows)} rows", table.source)
    bare = [table for table in tables if not table.caption]
    if bare:
        yield CAPTION.found(f"this table has no caption{and_more(len(bare))}", bare[0].source)
