"""Words compared without case, punctuation or spaces."""

from __future__ import annotations

import unicodedata
from typing import Any

from cjpublish.importers.markup.names import name, roles

__all__ = ["folded", "said"]

_SILENT = frozenset(("script", "style", "template", "head", "title"))


def folded(text: str) -> str:
    """Return a text's letters and digits, without case."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())


def said(element: Any) -> str:
    """Return an element's text in one line: a picture says its alternative text, a page break nothing."""
    parts: list[str] = []
    _say(element, parts)
    return " ".join("".join(parts).split())


def _say(element: Any, parts: list[str]) -> None:
    kind = name(element)
    if not kind or kind in _SILENT or "pagebreak" in roles(element):
        return
    if kind == "img":
        parts.append(f" {element.get('alt') or ''} ")
    parts.append(element.text or "")
    for each in element:
        _say(each, parts)
        parts.append(each.tail or "")
    if kind not in ("a", "span", "em", "i", "b", "strong", "small", "sup", "sub"):
        parts.append(" ")
