"""The reading order: the documents of the spine, or what stands in for those that can't be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.epub.items import SVG, XHTML, Item, Place, tell

__all__ = ["spine"]


def spine(root: Any, items: dict[str, Item], original: Original, findings: list[Finding]) -> Iterator[Place]:
    """Yield the places of the reading order, no file twice; append to `findings` what is lost or can't be read.

    A document that several pictures of the spine fall back to comes after the last of them: it has their words.
    """
    references = [(str(each.get("idref", "")), each) for each in root.iter("{*}itemref")]
    uses = Counter(item.fallback for item in items.values())
    shared = {name for name, count in uses.items() if name in items and (count > 1 or "nav" in items[name].properties)}
    transcripts = _transcripts([name for name, _ in references], items, shared)
    given: set[str] = set()
    lost: list[str] = []
    foreign: list[str] = []
    for place, (name, reference) in enumerate(references):
        item = _readable(items[name], items, shared) if name in items else None
        if item is None:
            (foreign if name in items else lost).append(items[name].path if name in items else name)
        elif item.path not in given:
            given.add(item.path)
            yield Place(item, reference.get("linear") != "no", frozenset(str(reference.get("properties", "")).split()))
        yield from (Place(each, True, frozenset()) for each in transcripts.get(place, ()))
    tell(findings, original, "spine", Severity.WARNING, lost, "in the reading order, but without a file")
    tell(findings, original, "spine", Severity.WARNING, foreign, "in the reading order, but can't be read")


def _transcripts(names: list[str], items: dict[str, Item], shared: Collection[str]) -> dict[int, list[Item]]:
    """Return the documents that pictures of the spine share as their fallback, by the place of the last of them."""
    last: dict[str, int] = {}
    for place, name in enumerate(names):
        if name in items and items[name].is_picture and items[name].media_type != SVG:
            last |= {each.id: place for each in _chain(items[name], items) if each.id in shared}
    found: dict[int, list[Item]] = {}
    for name, place in last.items():
        item = items[name]
        if item.media_type == XHTML and "nav" not in item.properties and name not in names:
            found.setdefault(place, []).append(item)
    return found


def _readable(item: Item, items: dict[str, Item], shared: Collection[str]) -> Item | None:
    """Return the first along an item's chain of fallbacks that can be read.

    A picture comes before a fallback that others share, which is not its own page.
    """
    picture: Item | None = None
    for each in _chain(item, items):
        if each.media_type in (XHTML, SVG):
            return picture if picture and each.id in shared else each
        if each.is_picture:
            picture = picture or each
    return picture


def _chain(item: Item, items: dict[str, Item]) -> Iterator[Item]:
    """Yield an item and what it falls back to, one after another (EPUB 3.3, 3.5.1)."""
    seen: set[str] = set()
    current: Item | None = item
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = items.get(current.fallback)
