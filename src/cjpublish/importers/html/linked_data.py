"""What a page says of itself in schema.org's terms, as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from lxml import html

__all__ = ["Node", "article", "names", "words"]

Node: TypeAlias = Mapping[str, Any]
"""A JSON-LD object."""
_WORKS = ("Article", "Posting", "Report", "Review", "Book", "Chapter", "CreativeWork", "WebPage")
"""How the names of types end that say what a page is, the most telling first."""
_DEEPEST = 12
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_TAG = re.compile(r"<[^>]*>")


def article(root: html.HtmlElement) -> Node:
    """Return what describes the page's article, empty where nothing does; damaged scripts are passed over."""
    nodes = [
        node
        for script in root.iter("script")
        if "ld+json" in script.get("type", "").lower()
        for node in _nodes(_loaded(script.text or ""), 0)
    ]
    found = min(nodes, key=_rank, default={})
    if not found or _rank(found) == len(_WORKS):
        return {}
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    return {key: _followed(value, by_id) for key, value in found.items()}


def _followed(value: object, by_id: Mapping[str, Node]) -> object:
    """Return the object that a reference leads to; everything else as it is."""
    if isinstance(value, list):
        return [_followed(each, by_id) for each in value]
    target = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return by_id.get(target, value) if isinstance(target, str) else value


def _loaded(text: str) -> object:
    try:
        return json.loads(_WRAPPED.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _rank(node: Node) -> int:
    types = node.get("@type")
    names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
    ranks = [rank for rank, ending in enumerate(_WORKS) for name in names if name.endswith(ending)]
    return min(ranks, default=len(_WORKS))


def words(value: object) -> str:
    """Return the text of a value, without tags and with single spaces; empty where it is none."""
    if isinstance(value, list) and value:
        return words(value[0])
    if isinstance(value, dict):
        return words(value.get("name") or value.get("@value"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    return " ".join(html.fromstring(f"<p>{_TAG.sub(' ', value)}</p>").text_content().split()) if value.strip() else ""


def names(value: object) -> tuple[str, ...]:
    """Return the names that a value holds: of one or several, as objects or as plain text."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for item in values if (name := words(item)) and not name.startswith("http")))
