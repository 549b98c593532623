"""What of a page no reader sees, or is no text: taken out before its article is looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html

from cjpublish.draft import Cut
from cjpublish.importers.html import names
from cjpublish.importers.html.page import HEADINGS
from cjpublish.importers.html.runs import has_more_words
from cjpublish.importers.markup.conversion import texts

__all__ = ["shed"]

_SILENT = ("script", "style", "template", "link", "meta", "base", "param")
"""Elements that hold nothing to read."""
_INSTEAD = ("noscript", "object", "embed", "applet", "canvas", "frame", "frameset", "map")
"""Elements that hold what is shown only where something else can't be."""
_CONTROLS = ("select", "option", "textarea", "datalist", "output", "progress", "meter", "button")
_MEDIA = ("iframe", "video", "audio")
_HIDDEN = re.compile(r"(?:display:none|visibility:hidden)(?![\w-])")
_FORM = 60
"""Up to how many words stand around a field for an address."""


def shed(root: html.HtmlElement) -> list[Cut]:
    """Take what is no text, what is hidden, and what asks for an e-mail address out of a page; return its texts.

    An element with half of the page's text in it stays though it is hidden: some pages hide themselves, and are shown
    by a script.
    """
    body = root.find("body")
    for element in list(body.iter(*_SILENT)):
        element.drop_tree()
    cuts = [_removed(element, "shown only where something else can't be") for element in _outermost(body, _INSTEAD)]
    cuts += [_removed(box, "asks for an e-mail address") for box in _sign_ups(body)]
    for element in list(body.iter("input")):
        element.drop_tree()
    cuts += [_without_fallback(element) for element in _outermost(body, _MEDIA)]
    for element in _outermost(body, ("svg",)):
        if not any(above.tag == "figure" for above in element.iterancestors()):
            cuts.append(_removed(element, "drawing outside a figure"))
    cuts += [_removed(element, "form control") for element in _outermost(body, _CONTROLS)]
    cuts += [_removed(element, "hidden text") for element in _hidden(body)]
    return [cut for cut in cuts if cut.text]


def _outermost(body: html.HtmlElement, tags: Sequence[str]) -> list[html.HtmlElement]:
    """Return the elements of some names that stand in no other of them."""
    return [each for each in body.iter(*tags) if not any(above.tag in tags for above in each.iterancestors())]


def _without_fallback(element: html.HtmlElement) -> Cut:
    """Take out what is shown where a film or sound can't be, and the element stays."""
    cut = Cut("shown only where something else can't be", _words(element), element.sourceline or 0)
    element.text = None
    for child in list(element):
        element.remove(child)
    return cut


def _removed(element: html.HtmlElement, reason: str) -> Cut:
    cut = Cut(reason, _words(element), element.sourceline or 0)
    element.drop_tree()
    return cut


def _words(element: html.HtmlElement) -> str:
    """Return the text of an element, and that of its areas, which stand for parts of a picture."""
    areas = (area.get("alt", "") for area in element.iter("area"))
    return " ".join(" ".join(("".join(texts(element)), *areas)).split())


def _sign_ups(body: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the outermost elements with little but a field for an e-mail address in them."""
    boxes: dict[html.HtmlElement, None] = {}
    for field in body.iter("input"):
        if field.get("type", "").lower() != "email" and "email" not in field.get("name", "").lower():
            continue
        box = field
        for above in field.iterancestors():
            if above is body or above.tag in ("main", "article") or _is_text(above):
                break
            box = above
        if box is not field:
            boxes[box] = None
    return [box for box in boxes if not any(above in boxes for above in box.iterancestors())]


def _is_text(element: html.HtmlElement) -> bool:
    return element.find(".//h1") is not None or has_more_words(element, _FORM)


def _hidden(body: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the outermost hidden elements; what stays is no longer marked as hidden."""
    whole = _length(body)
    found: dict[html.HtmlElement, None] = {}
    for element in body.iterdescendants():
        if not _is_hidden(element) or any(above in found for above in element.iterancestors()):
            continue
        if _length(element) * 2 < whole or not whole:
            found[element] = None
            continue
        for name in ("hidden", "aria-hidden", "style"):
            element.attrib.pop(name, None)
    return list(found)


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style", "").lower().replace(" ", "")
    return (
        element.get("hidden", "until-found") != "until-found"
        or (element.get("aria-hidden", "").lower() == "true" and element.tag not in HEADINGS)
        or bool(_HIDDEN.search(style))
        or names.is_unseen(element)
        or (element.tag == "dialog" and element.get("open") is None)
    )


def _length(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
