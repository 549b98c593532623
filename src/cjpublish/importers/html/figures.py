"""Figures that a page makes without the element for them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

from cjpublish.importers.html.page import INLINE
from cjpublish.importers.html.runs import Run, has_more_words

__all__ = ["enclose"]

_KEPT = frozenset(("body", "td", "th", "li", "dd", "figure", "figcaption"))


def enclose(caption: Run, around: Sequence[html.HtmlElement]) -> None:
    """Make a `figcaption` of a caption's element, and a `figure` of what it shares with its picture.

    `around` are the elements around the caption that the article has not wholly in it, the innermost first.
    """
    tags = [element.tag for element in around]
    if "figcaption" in tags:
        return
    if "figure" in tags:
        if caption.aside is not None:
            caption.aside.set("class", "credit")
        return
    box = caption.box
    whole = next((element for element in around if element.find(".//img") is not None), None)
    if whole is box:
        _take_out(caption)
    elif box.tag not in _KEPT:
        box.tag = "figcaption"
    if whole is not None and whole.tag not in _KEPT and whole.tag not in INLINE and _alone(caption, whole):
        whole.tag = "figure"


def _alone(caption: Run, whole: html.HtmlElement) -> bool:
    return not has_more_words(whole, caption.count + 12)


def _take_out(caption: Run) -> None:
    """Put a caption that stands in one line with its picture into an element of its own."""
    text = caption.text
    for spot in caption.spots:
        spot.put("")
    made = html.Element("figcaption")
    made.text = text
    caption.box.append(made)
    caption.spots[:] = [type(caption.spots[0])(made, tail=False)]
