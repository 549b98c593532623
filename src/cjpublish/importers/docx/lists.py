"""Lists: numbered paragraphs put together as nested lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from cjpublish.importers.docx.marks import Numbered, Told
from cjpublish.importers.docx.names import Element

__all__ = ["Builder"]

_DECIMAL = re.compile(r"\W*\d+\W*$")
_LISTED = ("", "quote", "code", "caption", "term", "definition")
"""Roles of paragraphs that can be items; headings may be numbered, and are none."""
_TOLERANCE = 60
"""Twips that a paragraph may stand left of the item it belongs to."""


@dataclass(slots=True)
class _Open:
    """A list that may still grow."""

    element: Element
    numbered: Numbered
    last: int


@dataclass(slots=True)
class Builder:
    """Builds the lists of one container as its blocks come in order."""

    container: Element
    """Where the lists stand."""
    _open: list[_Open] = field(default_factory=list)
    _indent: int = 0
    _waiting: list[Element] = field(default_factory=list)

    def takes(self, block: Element, told: Told) -> bool:
        """Put a block into a list, or let it wait for the list's next item; False where it belongs to none."""
        numbered = told.numbered
        if numbered is not None and numbered.kind == "continued" and not self._open:
            return False
        if numbered is not None and told.role in _LISTED:
            for each in self._waiting:
                self._item().append(each)
            self._waiting.clear()
            self._append(block, numbered)
            self._indent = told.indent
            return True
        if self._open and self._belongs(block, told):
            self._waiting.append(block)
            return True
        return False

    def ended(self) -> list[Element]:
        """End the lists, and return what waited for a next item that did not come; it stands behind them."""
        left = list(self._waiting)
        self._open.clear()
        self._waiting.clear()
        return left

    def _belongs(self, block: Element, told: Told) -> bool:
        """Tell whether a paragraph is set in as the text of the item before it is."""
        plain = block.tag == "p" and told.role in ("", "quote")
        return plain and self._indent > 0 and told.indent >= self._indent - _TOLERANCE

    def _item(self) -> Element:
        return self._open[-1].element[-1]

    def _append(self, block: Element, numbered: Numbered) -> None:
        while self._open and self._open[-1].numbered.level > numbered.level:
            self._open.pop()
        if numbered.kind == "continued" and self._open:
            self._item().append(block)
            return
        if not (self._open and self._continues(self._open[-1], numbered)):
            if self._open and self._open[-1].numbered.level == numbered.level:
                self._open.pop()
            self._begin(block, numbered)
        item = etree.SubElement(self._open[-1].element, "li")
        self._open[-1].last = numbered.number
        item.append(block)
        if numbered.kind == "bullet" and numbered.label:
            block.text = f"{numbered.label} {block.text or ''}"

    def _continues(self, list_: _Open, numbered: Numbered) -> bool:
        mine = (numbered.list, numbered.level, numbered.kind)
        same = mine == (list_.numbered.list, list_.numbered.level, list_.numbered.kind)
        return same and (numbered.kind == "bullet" or numbered.number == list_.last + 1)

    def _begin(self, block: Element, numbered: Numbered) -> None:
        made = etree.Element("ol" if numbered.kind == "ordered" else "ul")
        if numbered.kind == "ordered" and numbered.number != 1:
            made.set("start", str(numbered.number))
        if numbered.kind == "ordered" and not _DECIMAL.match(numbered.label):
            made.set("type", "other")
        if self._open:
            self._item().append(made)
        else:
            block.addprevious(made)
        self._open.append(_Open(made, numbered, 0))
