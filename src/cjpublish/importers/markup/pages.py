"""Where a page of the printed edition begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element
from cjpublish.model import PageBreak

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["page_break"]

_LONGEST = 12
"""Characters of a page's number; more is text that stands in the element by mistake."""
_NUMBER = re.compile(r"(\d+|[ivxlcdm]+)\W*$", re.IGNORECASE)
_IN_ID = re.compile(r"(?:^|page|pg|p|_|-)[_-]?0*(\d+|[ivxlcdm]+)$", re.IGNORECASE)


def page_break(flow: Flow, element: Element) -> bool:
    """Take an element that only says that a page begins; False where it is another, or holds text besides."""
    wanted = flow.conversion.hooks.page(element)
    if not wanted and "pagebreak" not in names.roles(element):
        return False
    own = " ".join("".join(element.itertext()).split())
    label = wanted or _label(element, own)
    if label:
        flow.conversion.named(element)
        flow.put(PageBreak(label, (names.identifiers(element) or ("",))[0]))
    else:
        fix = "write [number]{.page} there"
        flow.conversion.warn("page-number", "a page begins here, but nothing says its number", element, fix)
    return len(own) <= _LONGEST and (own == label or not own or _NUMBER.search(own) is not None)


def _label(element: Element, own: str) -> str:
    """Return a page's number: what the element is called, shows, or else the end of its id."""
    for said in (element.get("aria-label"), element.get("title"), own):
        text = " ".join((said or "").split()).strip(".,;: ")
        if text:
            found = _NUMBER.search(text)
            short = found.group(1) if found else text
            if len(short) <= _LONGEST:
                return short
    found = _IN_ID.search(element.get("id") or "")
    return found.group(1) if found else ""
