"""What the manifest says is in a document: scripts, drawings, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cjpublish.artifacts.ebook import EPUB, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book, Text
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

UNTRUE_PROPERTIES = Check(
    "E15",
    "untrue-properties",
    Severity.ERROR,
    "The manifest is wrong about what is in a document",
    "Reading systems switch scripts, drawings and formulas on where the manifest says so, and off elsewhere.",
    "let the item's properties name `scripted`, `svg`, `mathml` and `switch` where it has them, and only there",
    "EPUB 3.3, 5.6.2.1 Resource properties",
)
_SCRIPTS = ("", "module", "text/javascript", "application/javascript", "application/ecmascript", "text/ecmascript")
_HANDLERS = etree.XPath("boolean(//@*[starts-with(local-name(), 'on') and namespace-uri() = ''])")
_SVG = "{http://www.w3.org/2000/svg}"
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"


def check(book: Book) -> Iterator[Finding]:
    """Compare the properties of each XHTML document with its elements."""
    for text in book.pages if book.is_epub3 else ():
        present = set(_present(text))
        declared = text.item.properties & {"scripted", "svg", "mathml", "switch"}
        place = book.ebook.place(text.item.name)
        if missing := sorted(present - declared):
            message = f"this holds what the manifest does not say: {', '.join(missing)}"
            yield UNTRUE_PROPERTIES.found(message, place)
        untrue = sorted(declared - present)
        if untrue == ["svg"] and _shows_svg(book, text):
            continue
        if untrue:
            message = f"the manifest says of this what it does not hold: {', '.join(untrue)}"
            yield UNTRUE_PROPERTIES.found(message, place, severity=Severity.WARNING)


def _present(text: Text) -> Iterator[str]:
    root = text.root
    scripts = root.iter(f"{XHTML}script", f"{_SVG}script")
    if _has(root, f"{XHTML}form") or any(map(_is_script, scripts)) or _HANDLERS(root):
        yield "scripted"
    if _has(root, f"{_SVG}svg"):
        yield "svg"
    if _has(root, _MATHML):
        yield "mathml"
    if _has(root, f"{EPUB}switch"):
        yield "switch"


def _is_script(element: Any) -> bool:
    return element.get("type", "").partition(";")[0].strip().lower() in _SCRIPTS


def _has(root: Any, name: str) -> bool:
    return next(root.iter(name), None) is not None


def _shows_svg(book: Book, text: Text) -> bool:
    """Return whether a document shows a drawing that is a file of its own, for which `svg` may be said."""
    drawings = {item.name for item in book.ebook.items if item.media_type == "image/svg+xml"}
    shown = (element.get("src") or element.get("data") or "" for element in text.root.iter(f"{XHTML}*"))
    return any(book.target(text.item.name, name)[0] in drawings for name in shown if name)
