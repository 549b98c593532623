"""Tables: whether a cell can be told what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cjpublish.artifacts.ebook import XHTML
from cjpublish.checks.accessibility.pages import Page, found_on, hidden, named
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_HEADERS = Check(
    "A35",
    "table-without-headers",
    Severity.WARNING,
    "A table without header cells",
    "Someone who hears the cells one by one is not told what they stand for.",
    "make the cells that name columns or rows `th`",
    "WCAG 2.2, 1.3.1 Info and Relationships (A), technique H51",
)
UNCLEAR = Check(
    "A36",
    "unclear-table-headers",
    Severity.NOTE,
    "Header cells that don't say what they head",
    "Where both columns and rows have headers, a screen reader has to guess which is meant.",
    'write `scope="col"` or `scope="row"` on every `th`, and words into it',
    "WCAG 2.2, 1.3.1 Info and Relationships (A), technique H63",
)
_TH, _TD = f"{XHTML}th", f"{XHTML}td"
_LAYOUT = {f"{XHTML}{name}" for name in ("table", "img", "ul", "ol", "form", "h1", "h2", "h3", "h4", "h5", "h6")}
_HEADER_ROLES = {"columnheader", "rowheader"}
_LONGEST = 200
"""Characters of a cell that is still one of a data table."""


def check(found: tuple[Page, ...]) -> Iterator[Finding]:
    """Look at every table that holds data, as far as that can be told."""
    doubtful: list[tuple[Page, Any]] = []
    for page in found:
        bare: list[Any] = []
        unclear: list[Any] = []
        for table in page.of("table"):
            cells = ([cell for cell in row if cell.tag in (_TH, _TD)] for row in table.iter(f"{XHTML}tr"))
            rows = [row for row in cells if row]
            if table.get("role") in {"presentation", "none"} or hidden(table):
                continue
            headers = [cell for row in rows for cell in row if cell.tag == _TH or cell.get("role") in _HEADER_ROLES]
            if headers and _unclear(page, rows):
                unclear.append(table)
            elif not headers and _holds_data(table, rows):
                bare.append(table)
        certain = [table for table in bare if _certainly(table)]
        doubtful += [(page, table) for table in bare if not _certainly(table)]
        yield from found_on(page, NO_HEADERS, certain, "a table has no header cells")
        yield from found_on(page, UNCLEAR, unclear, "the header cells of a table don't all say what they head")
    yield from _doubtful(doubtful)


def _doubtful(found: list[tuple[Page, Any]]) -> Iterator[Finding]:
    if found:
        page, table = found[0]
        more = f" (and {len(found) - 1:,} more in the book)" if len(found) > 1 else ""
        message = f"what may be a table has no header cells{more}"
        yield NO_HEADERS.found(message, page.place(table), severity=Severity.NOTE)


def _holds_data(table: Any, rows: list[list[Any]]) -> bool:
    """Say whether a table is likely no layout: at least two rows and columns, as many cells in each, all short."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return False
    if any(element.tag in _LAYOUT for element in table.iterdescendants()):
        return False
    texts = [cell.xpath("string()").strip() for row in rows for cell in row]
    return all(len(text) <= _LONGEST for text in texts) and sum(map(bool, texts)) * 3 > len(texts) * 2


def _certainly(table: Any) -> bool:
    """Say whether a table has a caption or a head, or at least three rows and three columns."""
    if any(True for _ in table.iter(f"{XHTML}caption", f"{XHTML}thead")):
        return True
    rows = [len(row) for row in table.iter(f"{XHTML}tr")]
    return len(rows) >= 3 and min(rows) >= 3


def _unclear(page: Page, rows: list[list[Any]]) -> bool:
    top = [cell for cell in rows[0] if cell.tag == _TH]
    side = [row[0] for row in rows[1:] if row[0].tag == _TH]
    inner = [cell for row in rows[1:] for cell in row if cell.tag == _TH]
    if any(not named(cell, page) for cell in (*top[1:], *inner)):
        return True
    said = any(cell.get("scope") or cell.get("headers") for row in rows for cell in row)
    return len(top) > 1 and bool(side) and not said
