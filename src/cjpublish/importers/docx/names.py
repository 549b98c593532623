"""Names: the namespaces of Office Open XML, and how elements and attributes in them are called."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

__all__ = ["NAMESPACES", "Element", "local", "properties", "replaced", "switched_on", "tag", "text_of", "value"]

Element: TypeAlias = Any
"""An element of lxml.etree."""

_OFFICE = "http://schemas.openxmlformats.org/"
NAMESPACES = {
    "a": _OFFICE + "drawingml/2006/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "c": _OFFICE + "drawingml/2006/chart",
    "cp": _OFFICE + "package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dgm": _OFFICE + "drawingml/2006/diagram",
    "m": _OFFICE + "officeDocument/2006/math",
    "mc": _OFFICE + "markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "pic": _OFFICE + "drawingml/2006/picture",
    "r": _OFFICE + "officeDocument/2006/relationships",
    "rel": _OFFICE + "package/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w": _OFFICE + "wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": _OFFICE + "drawingml/2006/wordprocessingDrawing",
}
"""By the prefix that the standard uses (ECMA-376, transitional)."""


@cache
def tag(name: str) -> str:
    """Return `w:p` as lxml names it."""
    prefix, local_name = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local_name}"


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for a comment or the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def properties(element: Element) -> Element | None:
    """Return the properties of a paragraph or a run, which stand first in it; None where it has none."""
    first = next(element.iterchildren(), None)
    return first if first is not None and first.tag in (tag("w:pPr"), tag("w:rPr")) else None


def value(element: Element | None, path: str) -> str | None:
    """Return the `w:val` of what a path leads to; None where there is nothing or it has none."""
    found = None if element is None else element.find(path, NAMESPACES)
    return None if found is None else found.get(tag("w:val"))


def switched_on(element: Element | None, path: str) -> bool | None:
    """Return whether an on/off property is on (ECMA-376 Part 1, 17.17.4); None where it is not said."""
    found = None if element is None else element.find(path, NAMESPACES)
    return None if found is None else found.get(tag("w:val")) not in ("0", "false", "off", "none")


_SIGNS = {tag("w:tab"): "\t", tag("w:br"): "\n", tag("w:cr"): "\n", tag("w:noBreakHyphen"): "\u2011"}
_TEXT = (tag("w:t"), tag("w:delText"), tag("m:t"))


def text_of(element: Element) -> str:
    """Return the text that stands in an element, deleted text included; paragraphs are parted by line breaks."""
    parts: list[str] = []
    for each in element.iter(*_TEXT, *_SIGNS, tag("w:p")):
        if each.tag == tag("w:p"):
            parts.append("\n" if parts else "")
        elif each.tag in _SIGNS:
            parts.append(_SIGNS[each.tag] if each.getparent().tag == tag("w:r") else "")
        else:
            parts.append(each.text or "")
    return "".join(parts).strip()


def replaced(element: Element, others: list[Element]) -> None:
    """Put other elements where one stands in its tree."""
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = others
