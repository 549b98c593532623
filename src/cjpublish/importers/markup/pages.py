"""Where a page of the printed edition begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element
from cjpublish.model import PageBreak

if TYPE_CHECKING:
    from cjpublish.importers.markup.flow import Flow

__all__ = ["page_break", "pages_within"]

_LONGEST = 12
"""Characters of a page's number; more is text that stands in the element by mistake."""
_DIGITS = r"(\d+|[ivxlcdm]+)"
_NUMBER = re.compile(rf"(?:^|(?<!\d)[^\w/,-]|\b(?:page|pg|p)_?){_DIGITS}$", re.IGNORECASE)
"""The number behind a word such as "Page"; `A-3` and `12c` are numbers as they are."""
_ALONE = re.compile(rf"(?:p|pg|page)?[\W_]*{_DIGITS}", re.IGNORECASE)
"""A number that nothing is said beside but that it is a page's."""
_WORD = re.compile(r"^(page|pg|p)\b[\W_]*(?=\w)", re.IGNORECASE)
"""What may stand before any number."""
_EDGE = " .,;:|_-\u2013\u2014()[]{}"
"""What stands around a number and says nothing."""
_SHOWN = frozenset({"img", "image", "math", "object", "svg", "table", "video", "audio", "iframe", "input"})
"""What shows something without text."""
_IN_ID = re.compile(r"(?:^|page|pg|p|_|-)[_-]?0*(\d+|[ivxlcdm]+)$", re.IGNORECASE)


def page_break(flow: Flow, element: Element) -> bool:
    """Take an element that only says that a page begins; False where it is another, or holds text besides.

    What a page list leads to may be anything: a heading, a picture, a paragraph. In a long description, which has no
    pages, it goes: `pages_within` has it begin where the description stood.
    """
    wanted = _WORD.sub("", flow.conversion.hooks.page(element))
    declared = _declared(element)
    if not (wanted or declared) or (not declared and _is_within(element, wanted)):
        return False
    own = _text(element)
    label = wanted or _label(element, own)
    if label and not flow.described:
        flow.conversion.named(element)
        flow.put(PageBreak(label, (names.identifiers(element) or ("",))[0]))
    elif not label:
        fix = "write [number]{.page} there"
        flow.conversion.warn("page-number", "a page begins here, but nothing says its number", element, fix)
    if any(names.name(inner) in _SHOWN for inner in element.iter()):
        return False
    if not own or (own == label and (declared or not names.level(element))):
        return True
    return not names.level(element) and _only_says(own, label, declared)


def pages_within(flow: Flow, element: Element) -> None:
    """Take the page breaks within an element that is left out, or said elsewhere."""
    stack = [element]
    while stack:
        inner = stack.pop()
        if names.name(inner) and not page_break(flow, inner):
            stack.extend(reversed(inner))


def _declared(element: Element) -> bool:
    return "pagebreak" in names.roles(element)


def _is_within(element: Element, label: str) -> bool:
    """Tell whether the page that a page list has begin at an element is declared within it."""
    inner = next((each for each in element.iter() if names.name(each) and _declared(each)), None)
    return inner is not None and _label(inner, _text(inner)) == label


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _only_says(own: str, label: str, declared: bool) -> bool:
    """Tell whether what an element shows is the number of its page, with no words beside that a page has."""
    found = (_NUMBER.search if declared else _ALONE.fullmatch)(own.strip(_EDGE))
    return len(own) <= _LONGEST and found is not None and found.group(1).lower() == label.lower()


def _label(element: Element, own: str) -> str:
    """Return a page's number: what the element is called, shows, or else the end of its id."""
    for said in (element.get("aria-label"), element.get("title"), own):
        text = " ".join((said or "").split()).strip(_EDGE)
        if text:
            found = _NUMBER.search(text)
            short = found.group(1) if found else _WORD.sub("", text)
            if len(short) <= _LONGEST:
                return short
    found = _IN_ID.search(element.get("id") or "")
    return found.group(1) if found else ""
