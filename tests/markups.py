"""A short way to write down what became of markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import lxml.html

from cjpublish.draft import Block, Break, Code, Figure, Heading, Inlines, List, Paragraph, Quote, Table
from cjpublish.importers.markup import Converted, Hooks, convert
from cjpublish.model import Mark, NoteRef, PageBreak, Text

SIGNS = {"em": "*", "strong": "**", "s": "~~", "sub": "~", "sup": "^", "code": "`"}


def body(markup: str) -> Any:
    """Return the body of a page of HTML."""
    return lxml.html.document_fromstring(f"<html><body>{markup}</body></html>").body


def hooks(**others: Any) -> Hooks:
    """Return hooks that take pictures by their address and let every link through."""
    return Hooks(
        **{"picture": lambda src, _: src, "drawing": lambda _svg, _: "drawing", "link": lambda href: href} | others
    )


def converted(markup: str, language: str = "en", **others: Any) -> Converted:
    """Return what becomes of HTML."""
    return convert(body(markup), hooks(**others), language)


def shown(blocks: Sequence[Block]) -> list[str]:
    """Return blocks as lines in the way of Markdown."""
    return [line for block in blocks for line in _lines(block)]


def inline(inlines: Inlines) -> str:
    """Return inlines in the way of Markdown."""
    return "".join(_inline(each) for each in inlines)


def _inline(each: Text | Mark | NoteRef | PageBreak) -> str:
    match each:
        case Text(text):
            return text.replace("\n", "⏎")
        case NoteRef():
            return f"[^{each.note}]"
        case PageBreak():
            return f"[{each.label}]{{.page}}"
        case Mark(tag="a"):
            return f"[{inline(each.children)}]({each.href})"
        case Mark(tag="span"):
            return f"[{inline(each.children)}]{{{each.lang}}}"
        case Mark():
            return f"{SIGNS[each.tag]}{inline(each.children)}{SIGNS[each.tag]}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {inline(block.inlines)}" + (f" {{#{block.id}}}" if block.id else "")
        case Paragraph():
            yield inline(block.inlines)
        case Quote():
            yield from (f"> {line}" for line in shown(block.blocks))
        case List():
            yield from _items(block)
        case Table():
            yield from _table(block)
        case Figure():
            yield _figure(block)
        case Code():
            yield f"```{block.language}⏎" + block.text.replace("\n", "⏎")
        case Break() | PageBreak():
            yield f"[{block.label}]{{.page}}" if isinstance(block, PageBreak) else "---"


def _table(block: Table) -> Iterator[str]:
    if block.caption:
        yield f"Table: {inline(block.caption)}"
    for row in (block.header, *block.rows):
        yield "| " + " | ".join(map(inline, row)) + " |"
    if block.alignments:
        yield " ".join(side or "-" for side in block.alignments)


def _figure(block: Figure) -> str:
    alt = "?" if block.alt is None else block.alt
    parts = [inline(block.caption), inline(block.credit), " ".join(shown(block.description))]
    return " / ".join([f"![{alt}]({block.image})", *parts]).rstrip(" /")


def _items(block: List) -> Iterator[str]:
    for index, item in enumerate(block.items):
        sign = f"{block.start + index}." if block.kind == "ordered" else "-"
        first = f"{inline(item.term)} :".strip() if block.kind == "definition" else sign
        for line in shown(item.blocks):
            yield f"{first} {line}".rstrip()
            first = "  "
