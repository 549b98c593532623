"""Marks: what is known of a paragraph or a drawing, carried through mammoth as a bookmark's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from cjpublish.importers.docx.alternative import Alternative
from cjpublish.importers.docx.names import Element, tag

__all__ = ["Drawn", "Marked", "Marks", "Numbered", "Told"]

_PREFIX = "cjpublish-mark-"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing that stands at a place of the text."""

    target: str
    """The picture's file in the archive, or its address; empty where it has none."""
    alternative: Alternative
    """What is said of it."""
    kind: str
    """`picture`, `object`, `chart`, `diagram`, `drawing` or `rule`."""
    program: str = ""
    """For an `object`: the program that made it."""
    external: bool = False
    """Whether `target` is an address outside the document."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list."""

    list: str
    """Which list: paragraphs with the same one count on from each other."""
    level: int
    """How deep, from 0."""
    kind: str
    """`bullet`, `ordered`, or `continued` for one that has a place in the list and no sign of its own."""
    number: int
    """Its number, from 1 or wherever the list begins."""
    label: str
    """What is printed before it: `1.`, `(a)`; for a bullet empty, unless it says something, as `☒` does."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a paragraph is, as its properties and its style tell."""

    role: str
    """As `Styles.role`, or `rule` for one that is only a line across the page."""
    numbered: Numbered | None = None
    """Its place in a list; None where it has none."""
    indent: int = 0
    """How far its text stands from the margin, in twentieths of a point."""
    label: str = ""
    """For a caption: the part that counts it, such as `Figure 3`."""


Marked: TypeAlias = Drawn | Told


@dataclass(slots=True)
class Marks:
    """All marks of a document, each known by its bookmark."""

    known: list[Marked] = field(default_factory=list)
    """In the order in which they were made."""

    def bookmark(self, marked: Marked) -> Element:
        """Return a bookmark to put where something stands."""
        self.known.append(marked)
        name = f"{_PREFIX}{len(self.known) - 1}"
        return etree.Element(tag("w:bookmarkStart"), {tag("w:id"): name, tag("w:name"): name})

    def of(self, name: str) -> Marked | None:
        """Return what a bookmark stands for; None for one of the document's own."""
        number = name.removeprefix(_PREFIX)
        is_one = number != name and number.isascii() and number.isdigit() and int(number) < len(self.known)
        return self.known[int(number)] if is_one else None
