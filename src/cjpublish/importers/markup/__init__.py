"""Markup to blocks: what HTML, XHTML of EPUBs and the HTML made of DOCX share on their way into a Draft.

The work is split as the text is: `flow` walks a tree, `leaves` makes a paragraph of what stood in it, `tables`, `lists`
and `pictures` do theirs, `notes` finds the notes, `levels` and `relinked` put right what only the whole draft shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cjpublish.draft import Block, Cut
from cjpublish.errors import Finding
from cjpublish.importers.markup.hooks import Element, Hooks
from cjpublish.importers.markup.levels import levels
from cjpublish.importers.markup.notes import TakenNotes, called, take_notes
from cjpublish.importers.markup.relinked import relinked
from cjpublish.importers.markup.summed import summed

__all__ = [
    "Converted",
    "Element",
    "Hooks",
    "TakenNotes",
    "called",
    "convert",
    "convert_note",
    "levels",
    "relinked",
    "summed",
    "take_notes",
]


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a tree."""

    blocks: tuple[Block, ...]
    """Its text. A `NoteRef` has the key that `Hooks.note` gave, an empty id and the number 0; it stands where a
    manuscript can hold one, and so do figures and page breaks."""
    cuts: tuple[Cut, ...]
    """What was left out, in order."""
    findings: tuple[Finding, ...]
    """What was changed (notes) and what a person must look at (warnings); `summed` joins those of several trees."""
    aliases: Mapping[str, str]
    """Names that `Hooks.anchor` gave and no heading bears, each with the id of the heading that stands for it: the one
    before it in this tree; empty where none stands before. For `relinked`."""


def convert(element: Element, hooks: Hooks, language: str = "") -> Converted:
    """Turn an element's content into blocks; the tree is not changed, and no word of it is lost.

    `element` is lxml's, of HTML or of XHTML with its namespace, mostly the `body`. `language` (BCP 47) is that of the
    publication: text that the tree marks as being in another becomes `Mark("span", …, lang=…)`. Headings keep the
    levels of the source; `levels` puts them in order.
    """
    from cjpublish.importers.markup.flow import document

    return Converted(*document(element, hooks, language))


def convert_note(element: Element, hooks: Hooks, language: str = "") -> Converted:
    """Turn the element that `take_notes` gave for a note into the blocks of a `draft.Note`, which hold no headings."""
    from cjpublish.importers.markup.flow import note

    return Converted(*note(element, hooks, language))
