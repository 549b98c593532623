"""Runs: the lines of text of a page, each with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree, html

from cjpublish.importers.html.page import HEADINGS, INLINE

__all__ = ["Run", "Spot", "has_more_words", "runs"]

_SENTENCE_END = re.compile(r"[.!?…。！？۔।॥។៕][\"'”’»›)\]]*$")
_UNSEEN = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\xad")
"""Characters that take no space."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One text in the tree: what an element begins with, or what follows it."""

    element: html.HtmlElement
    """The element."""
    tail: bool
    """Whether the text follows the element."""

    @property
    def text(self) -> str:
        """The text as it is."""
        return (self.element.tail if self.tail else self.element.text) or ""

    def put(self, text: str) -> None:
        """Put another text in its place."""
        if self.tail:
            self.element.tail = text
        else:
            self.element.text = text

    @property
    def inside(self) -> html.HtmlElement:
        """The element that the text is in."""
        return self.element.getparent() if self.tail else self.element


@dataclass(eq=False)
class Run:
    """Texts of one block with nothing between them that begins a new line."""

    box: html.HtmlElement
    """The innermost block element around it."""
    spots: list[Spot] = field(default_factory=list)
    """Its texts, none of them blank."""
    pieces: list[str] = field(default_factory=list)
    """Its texts and the white space between them."""

    @cached_property
    def text(self) -> str:
        """The whole, with single spaces."""
        return " ".join("".join(self.pieces).split())

    @cached_property
    def heading(self) -> str:
        """The name of the heading element that it is the text of, such as `h2`; empty where it is none."""
        return next((each.tag for each in (self.box, *self.box.iterancestors()) if each.tag in HEADINGS), "")

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences do."""
        return bool(_SENTENCE_END.search(self.text))

    @cached_property
    def aside(self) -> html.HtmlElement | None:
        """The `cite` or `small` that all of it stands in, if there is one."""
        first = self.spots[0].inside
        found = next((each for each in (first, *first.iterancestors()) if each.tag in ("cite", "small")), None)
        return found if found is not None and all(spot.inside in set(found.iter()) for spot in self.spots) else None

    @cached_property
    def links(self) -> float:
        """The share of it that is links, 0 to 1."""
        linked = sum(len(spot.text.strip()) for spot in self.spots if self._link(spot) is not None)
        return linked / sum(len(spot.text.strip()) for spot in self.spots)

    @cached_property
    def count(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @cached_property
    def links_in(self) -> list[html.HtmlElement]:
        """The links that it is part of or has in it."""
        return list({link: None for spot in self.spots if (link := self._link(spot)) is not None})

    def _link(self, spot: Spot) -> html.HtmlElement | None:
        return next(
            (at for at in (spot.inside, *spot.inside.iterancestors()) if at.tag == "a" and _leads_away(at)), None
        )


def has_more_words(element: html.HtmlElement, limit: int) -> bool:
    """Tell whether there are more than so many words in an element; no more of it is looked at than it takes."""
    count = 0
    for text in element.itertext():
        count += len(text.split())
        if count > limit:
            return True
    return False


def _leads_away(link: html.HtmlElement) -> bool:
    return not link.get("href", "#").startswith("#")


def runs(body: html.HtmlElement) -> list[Run]:
    """Return a page's runs in order; an element that is not inline, and a `br`, ends one."""
    found: list[Run] = []
    boxes = [body]
    fresh = True

    def add(spot: Spot) -> None:
        nonlocal fresh
        if spot.text.translate(_UNSEEN).strip():
            if fresh:
                found.append(Run(boxes[-1]))
                fresh = False
            found[-1].spots.append(spot)
        if not fresh:
            found[-1].pieces.append(spot.text)

    for event, element in etree.iterwalk(body, events=("start", "end")):
        block = element.tag not in INLINE
        if event == "start":
            if block and element is not body:
                boxes.append(element)
            fresh = fresh or block or element.tag == "br"
            add(Spot(element, tail=False))
        else:
            if block and element is not body:
                boxes.pop()
            fresh = fresh or block
            if element is not body:
                add(Spot(element, tail=True))
    return found
