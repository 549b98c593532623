"""Lists and quotations: blocks that enclose blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjpublish.draft import Block, Inlines, Item, List, Paragraph, Quote
from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element
from cjpublish.importers.markup.joined import joined
from cjpublish.importers.markup.pages import page_break
from cjpublish.model import Mark, PageBreak, Text

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["put_definitions", "put_list", "put_quote"]

_COST = 2
"""Levels of blocks that a list and its item are."""
_HIGHEST = 999_999_999
"""The highest number that an item can have (CommonMark 5.2)."""


def put_quote(flow: Flow, element: Element) -> bool:
    """Take a block quotation; False where none can stand, and its content comes without it."""
    if flow.in_line or flow.too_deep(1, element):
        return False
    sub = flow.within("quote")
    sub.walk(element)
    blocks = sub.finish()
    empty = all(isinstance(block, PageBreak) for block in blocks)
    flow.add(*(blocks if empty else (Quote(blocks),)))
    return True


def put_list(flow: Flow, element: Element) -> bool:
    """Take a list; False where it would lie too deep, and its content comes without it."""
    if flow.too_deep(_COST, element):
        return False
    items: list[tuple[Block, ...]] = []
    pages: list[Block] = []
    for blocks, belongs in _items(flow, element):
        if all(isinstance(block, PageBreak) for block in blocks):
            pages.extend(blocks)
        elif belongs and items:
            items[-1] = (*items[-1], *pages, *blocks)
            pages.clear()
        else:
            items.append((*pages, *blocks))
            pages.clear()
    ordered = names.name(element) == "ol"
    start = _start(flow, element) if ordered else 1
    made = List("ordered" if ordered else "bullet", tuple(map(Item, items)), start)
    flow.add(*((made,) if items else ()), *pages)
    return True


def _items(flow: Flow, element: Element) -> Iterator[tuple[tuple[Block, ...], bool]]:
    """Yield what each item holds, and whether it is a list by itself, which belongs to the item before it."""
    bare = flow.within("item", _COST)
    bare.text(element.text)
    for child in element:
        tag = names.name(child)
        is_item = tag == "li" or child.get("role") == "listitem"
        if is_item or tag in ("ul", "ol", "menu", "dir"):
            yield bare.finish(), False
            sub = flow.within("item", _COST)
            sub.take(child)
            yield sub.finish(), not is_item
            bare = flow.within("item", _COST)
        else:
            bare.take(child)
        bare.text(child.tail)
    yield bare.finish(), False


def _start(flow: Flow, element: Element) -> int:
    """Return an ordered list's first number; other numbering is recorded."""
    kind, written = (element.get("type") or "1").strip(), (element.get("start") or "").strip()
    values = [child.get("value") for child in element if names.name(child) == "li"]
    if values and written == "" and values[0]:
        written = values[0].strip()
    start = int(written) if written.isascii() and written.isdecimal() and len(written) < len(str(_HIGHEST)) else 1
    expected = [str(start + index) for index in range(len(values))]
    odd = any(value and value.strip() != wanted for value, wanted in zip(values, expected, strict=True))
    if kind != "1" or odd or element.get("reversed") is not None or (written and str(start) != written):
        message = "a list is numbered otherwise in the source: by letters, backwards or with gaps"
        flow.conversion.note("list-numbers", message, element, "see whether the text refers to its items by number")
    return start


def put_definitions(flow: Flow, element: Element) -> bool:
    """Take a list of terms and definitions; several terms of one definition are joined by commas."""
    if flow.too_deep(_COST, element):
        return False
    items: list[Item] = []
    terms: list[Inlines] = []
    loose: list[Block] = []
    for is_term, sub in _parts(flow, element):
        if is_term:
            line = joined(sub.finish(), " ")
            terms.extend([line.inlines] if line.inlines else [])
            loose.extend(line.blocks)
            continue
        blocks = (*loose, *sub.finish())
        loose.clear()
        if blocks and (terms or items):
            items.append(Item(blocks, _listed(terms)))
            terms.clear()
        elif not terms and not items:
            flow.add(*blocks)
        else:
            loose.extend(blocks)
    if items:
        flow.add(List("definition", tuple(items)))
    flow.add(*(Paragraph((Mark("strong", term),)) for term in terms), *loose)
    return True


def _parts(flow: Flow, element: Element) -> Iterator[tuple[bool, Flow]]:
    """Yield each term and each definition as it was walked, whether or not a `div` is around some of them."""
    bare = flow.within("item", _COST)
    bare.text(element.text)
    for child in element:
        tag = names.name(child)
        group = tag == "div" and any(names.name(inner) in ("dt", "dd") for inner in child)
        if group or tag in ("dt", "dd"):
            if group:
                flow.conversion.named(child)
                page_break(bare, child)
                bare.text(child.text)
            yield False, bare
            for part in child if group else (child,):
                sub = flow.within("line" if names.name(part) == "dt" else "item", _COST)
                sub.take(part)
                sub.text(part.tail if group else None)
                yield names.name(part) == "dt", sub
            bare = flow.within("item", _COST)
        else:
            bare.take(child)
        bare.text(child.tail)
    yield False, bare


def _listed(terms: list[Inlines]) -> Inlines:
    found: Inlines = ()
    for term in terms:
        found = (*found, Text(", "), *term) if found else term
    return found
