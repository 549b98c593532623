"""Long descriptions: texts elsewhere that a picture leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjpublish.draft import Block
from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element

if TYPE_CHECKING:
    from cjpublish.importers.markup.conversion import Conversion
    from cjpublish.importers.markup.flow import Flow

__all__ = ["claim", "description", "unsaid"]

_STAYING = frozenset({"a", "body", "figcaption", "figure"})
"""What describes a picture where it stands."""


def claim(conversion: Conversion) -> None:
    """Find the tree's own texts that describe a picture, so that they are said there and not where they stand.

    A text that `aria-describedby` alone leads to stays where it can be seen.
    """
    for element in conversion.root.iter():
        if not names.name(element) or not element.attrib:
            continue
        for key, name in _wanted(element):
            target = conversion.target(name) if name and _is_picture(element) else None
            if target is None or names.name(target) in _STAYING or target in conversion.moved:
                continue
            around = any(target is each for each in element.iterancestors())
            within = any(element is each for each in target.iterancestors())
            if not around and not within and (key != "aria-describedby" or _unseen(target)):
                conversion.moved.add(target)
                conversion.described.setdefault(element, []).append(target)


def description(flow: Flow, element: Element) -> tuple[Block, ...]:
    """Return the long description of a picture, which is said once; empty where it has none."""
    conversion = flow.conversion
    found: list[Block] = []
    for target in conversion.described.pop(element, ()):
        sub = flow.within("description")
        sub.path = ()
        sub.walk(target)
        found.extend(sub.finish())
    for key, name in _wanted(element):
        target = conversion.target(name) if name else None
        outside = (names.attribute(target, "href") or "") if target is not None and names.name(target) == "a" else ""
        if not name:
            outside = element.get(key) or ""
        if outside.strip():
            found.extend(conversion.hooks.description(outside.strip()))
    return tuple(found)


def unsaid(conversion: Conversion) -> None:
    """Record the descriptions of pictures that did not come."""
    for targets in conversion.described.values():
        for target in targets:
            conversion.cut("describes a picture that is left out", target)


def _wanted(element: Element) -> Iterator[tuple[str, str]]:
    """Yield each attribute that leads to a description, and an id in the tree; an empty one for another address."""
    for key in ("aria-details", "aria-describedby"):
        for name in (element.get(key) or "").split():
            yield key, name
    address = (element.get("longdesc") or "").strip()
    if address:
        yield "longdesc", address[1:] if address.startswith("#") else ""


def _is_picture(element: Element) -> bool:
    return names.name(element) in ("img", "svg", "object", "image") or element.get("role") == "img"


def _unseen(element: Element) -> bool:
    around = (element, *element.iterancestors())
    return any(names.hidden(each) or names.name(each) == "details" for each in around)
