"""What never arrives in a manuscript, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjpublish.importers.markup import names, pages
from cjpublish.importers.markup.hooks import Element

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["left_out", "silent"]

_SILENT_NAMES = "script style template head title meta link base param rp annotation annotation-xml defs"
_SILENT = frozenset(_SILENT_NAMES.split())
"""Elements that show nothing of their own."""
_CONTROLS = frozenset({"button", "select", "textarea", "input", "option", "optgroup", "datalist", "progress", "meter"})
_OTHERWISE = {"noscript": "shown only without scripts", "noframes": "shown only without frames"}
_MEDIA = frozenset({"video", "audio", "iframe", "applet"})
_VALUED = frozenset({"", "text", "button", "submit", "reset", "search", "email", "url", "tel", "number", "date"})


def silent(tag: str) -> bool:
    """Tell whether an element of that name shows nothing."""
    return tag in _SILENT


def left_out(flow: Flow, element: Element, tag: str) -> bool:
    """Leave an element out, with a record of its text; its pages and what leads to it stay. False where it stays."""
    if tag in names.VOID:
        if tag == "embed":
            _medium(flow, element, tag)
        return False
    if not _is_left_out(flow, element, tag):
        return False
    for inner in element.iter():
        if names.name(inner):
            flow.conversion.named(inner)
    pages.pages_within(flow, element)
    return True


def _is_left_out(flow: Flow, element: Element, tag: str) -> bool:
    conversion = flow.conversion
    reason = names.hidden(element)
    if tag == "figcaption" and reason == names.UNREAD:
        reason = "repeats the alternative text" if _repeats(element) else ""
    if reason and not _formula(element):
        if "katex-html" not in names.classes(element):
            conversion.cut(reason, element)
        return True
    if tag in _OTHERWISE:
        conversion.cut(_OTHERWISE[tag], element)
    elif tag == "area":
        conversion.cut("names a link within a picture", element, element.get("alt") or "")
    elif tag in _CONTROLS and not (tag == "button" and flow.kind == "line"):
        conversion.cut("form control", element, _value(element) if tag == "input" else None)
    elif tag in _MEDIA:
        _medium(flow, element, tag)
        conversion.cut("stands in for a sound, film or embedded page", element)
    elif tag == "case" and names.name(element.getparent()) == "switch":
        conversion.cut("another form of what follows", element)
    else:
        return False
    return True


def _repeats(caption: Element) -> bool:
    """Tell whether a caption that is seen and not read out says what its picture's alternative text says."""
    said = " ".join("".join(caption.itertext()).split())
    figure = caption.getparent()
    return any(
        " ".join((inner.get("alt") or "").split()) == said for inner in figure.iter() if names.name(inner) == "img"
    )


def _formula(element: Element) -> bool:
    """Tell whether a formula lies within, which is hidden only because a picture of it is shown."""
    return any(names.name(inner) == "math" for inner in element.iter())


def _value(element: Element) -> str:
    kind = (element.get("type") or "").lower()
    return (element.get("value") or "") if kind in _VALUED else ""


def _medium(flow: Flow, element: Element, tag: str) -> None:
    sources = (element, *element.iter("{*}source"))
    address = next(filter(None, (names.attribute(each, "src") for each in sources)), "")
    said = " ".join(filter(None, (element.get("title"), element.get("aria-label"))))
    what = "an embedded page" if tag == "iframe" else f"a sound or film (<{tag}>)"
    message = f"{what} is left out" + (f": {' '.join(f'{said} {address}'.split())}" if said or address else "")
    flow.conversion.warn("embedded", message, element, "describe it in the text, or lead to it with a link")
