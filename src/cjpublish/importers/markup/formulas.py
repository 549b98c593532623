"""Formulas: MathML as a line of text, since a manuscript has no other form for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["put_formula"]

_SKIPPED = frozenset({"", "annotation", "annotation-xml"})
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
_DEEPEST = 40
"""Elements within elements; what lies deeper is read as plain text."""


def put_formula(flow: Flow, element: Element) -> bool:
    """Take a formula's alternative text, or else its signs in one line."""
    said = " ".join((names.attribute(element, "alttext") or "").split())
    text = said if said and "\\" not in said else _line(element, 0) or said
    if not text:
        return True
    fix = "read it aloud, and write it so that it can be understood by ear"
    flow.conversion.warn("formula", f"a formula became plain text: '{text[:80]}'", element, fix)
    alone = element.get("display") == "block" and flow.kind in ("document", "note", "quote", "item")
    if alone:
        flow.close()
    flow.text(text)
    if alone:
        flow.close()
    return True


def _line(element: Element, depth: int) -> str:
    tag = names.name(element)
    if tag in _SKIPPED:
        return ""
    if depth > _DEEPEST or not len(element):
        return " ".join("".join(element.itertext()).translate(_INVISIBLE).split())
    parts = [part for child in element if (part := _line(child, depth + 1))]
    if tag == "mfrac" and len(parts) == 2:
        return f"{_closed(parts[0])}/{_closed(parts[1])}"
    if tag in ("msup", "mover") and len(parts) == 2:
        return f"{_closed(parts[0])}^{_closed(parts[1])}"
    if tag in ("msub", "munder") and len(parts) == 2:
        return f"{_closed(parts[0])}_{_closed(parts[1])}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{_closed(parts[0])}_{_closed(parts[1])}^{_closed(parts[2])}"
    if tag == "msqrt":
        return f"√{_closed(' '.join(parts))}"
    if tag == "mroot" and len(parts) == 2:
        return f"{_closed(parts[1])}√{_closed(parts[0])}"
    if tag == "mfenced":
        return f"{element.get('open', '(')}{', '.join(parts)}{element.get('close', ')')}"
    return " ".join(parts)


def _closed(part: str) -> str:
    return f"({part})" if " " in part else part
