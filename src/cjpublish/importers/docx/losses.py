"""Losses: the words of a document compared with those that arrived, so that none goes in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from cjpublish.draft import Cut
from cjpublish.importers.docx.names import Element, tag
from cjpublish.model import Mark, NoteRef, PageBreak, Text, inline_text

__all__ = ["lost", "paragraphs", "texts"]

_WORD = re.compile(r"\w+")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = frozenset(map(tag, ("w:tab", "w:br", "w:cr", "w:drawing", "w:pict", "w:object", "w:ptab")))
_TEXT = frozenset(map(tag, ("w:t", "w:delText")))
_SILENT = frozenset(("alignments", "id", "image", "key", "kind", "language", "license", "reason", "role"))
"""Fields of a draft that nobody reads."""
_REASON = "not understood"


def paragraphs(roots: Iterable[Element]) -> tuple[str, ...]:
    """Return the text of every paragraph of some parts, that of a text box by itself."""
    found = []
    for root in roots:
        for paragraph in root.iter(tag("w:p")):
            text = "".join(_own(paragraph))
            if _WORD.search(text):
                found.append(text)
    return tuple(found)


def _own(paragraph: Element) -> Iterator[str]:
    stack = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in _TEXT:
            yield element.text or ""
        elif element.tag != tag("w:p"):
            if element.tag in _SPACE:
                yield " "
            if element.tag != tag("w:tabs"):
                stack.append(iter(element))


def lost(expected: Iterable[str], arrived: Iterable[object]) -> tuple[Cut, ...]:
    """Return the words of paragraphs that are in nothing that arrived: blocks, notes, cuts, texts of a draft."""
    said = Counter(word for thing in arrived for text in texts(thing) for word in _words(text))
    cuts = []
    for paragraph in expected:
        missing = []
        for word in _words(paragraph):
            if said[word] > 0:
                said[word] -= 1
            else:
                missing.append(word)
        if missing:
            cuts.append(Cut(_REASON, " ".join(missing)))
    return tuple(cuts)


def _words(text: str) -> list[str]:
    return _WORD.findall(_NOTHING.sub("", text))


def texts(node: Any) -> Iterator[str]:
    """Yield every text in a part of a draft; inlines that stand side by side are one."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple | list):
        if node and isinstance(node[0], Text | Mark | NoteRef | PageBreak):
            yield inline_text(tuple(node))
        else:
            for each in node:
                yield from texts(each)
    elif is_dataclass(node) and not isinstance(node, type):
        for each in fields(node):
            if each.name not in _SILENT:
                yield from texts(getattr(node, each.name))
