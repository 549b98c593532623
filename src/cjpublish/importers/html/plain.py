"""Pages that were written as they are: by hand, by a converter, or by a word processor."""

from __future__ import annotations

from lxml import html

__all__ = ["is_written"]

_FEW = 0.05
"""Up to which share of a page's words lead away from it."""


def is_written(root: html.HtmlElement) -> bool:
    """Tell whether a whole page is one text: nothing runs in it or asks, and hardly anything leads away from it.

    A page of a site has scripts at least. What leads to a part of the page itself does not count.
    """
    if any(script.get("src") or "json" in script.get("type", "") for script in root.iter("script")):
        return False
    if any(True for _ in root.iter("form", "button", "iframe", "input")):
        return False
    body = root.find("body")
    whole = sum(len(text.split()) for text in body.itertext())
    away = sum(
        len("".join(link.itertext()).split())
        for link in body.iter("a")
        if link.get("href") and not link.get("href", "").startswith("#") and _is_alone(link)
    )
    return away <= whole * _FEW


def _is_alone(link: html.HtmlElement) -> bool:
    """Tell whether a link is more than a few words in a text."""
    box = link.getparent()
    return box.tag not in ("p", "em", "i", "cite", "span") or len("".join(box.itertext()).split()) < 12
