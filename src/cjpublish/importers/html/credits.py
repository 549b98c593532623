"""Credits at the end of captions: who made a picture, split off what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cjpublish.draft import Block, Figure, Inlines, Item, List, Quote
from cjpublish.model import Mark, Text

__all__ = ["with_credits"]

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’&-]*"
_NAMES = rf"{_NAME}(?:[ ,]+(?:{_NAME}|de|da|del|van|von|der|for|via|of|the)){{0,6}}"
_SHARED = rf"(?=[^/]*\w \w[^/]*/|[^/]*/[^/]*(?:/|\w \w)){_NAMES}(?:\s*/\s*{_NAMES})+"
"""Names with strokes between them: a person and an agency."""
_PICTURE = r"(?:photo(?:graph)?s?|image|picture|illustration|foto|bild|crédit|crédito)"
_LABEL = rf"(?:{_PICTURE}(?:\s+(?:credits?|courtesy|source))?\s*[:©]|credits?\s*:|©|\(c\))\s*"
"""What says that a name follows, wherever it stands."""
_WORDS = rf"(?:{_PICTURE}\s+by|(?:photo\s+)?courtesy(?:\s+of)?)\s+"
"""What says so where it begins a sentence or stands in brackets, before a name alone."""
_LONGEST = 2000
"""Characters of a caption that is looked at."""
_ENDED = r"(?:^|(?<=[.!?…\"”’)]))\s*"
_CREDITS = tuple(
    re.compile(pattern + r"\.?\s*$")
    for pattern in (
        rf"(?:^|\s+)[(\[](?i:{_LABEL}|{_WORDS})(?P<name>[^()\[\]]{{2,80}})[)\]]",
        rf"(?:^|\s+)[(\[](?P<name>{_SHARED}|{_NAME} Photo[^()]{{0,60}})[)\]]",
        rf"(?:^|\s+)(?i:{_LABEL})(?P<name>[^.()\[\]]{{2,80}})",
        rf"{_ENDED}(?i:{_WORDS})(?P<name>{_NAMES})",
        rf"{_ENDED}(?P<name>{_SHARED})",
    )
)


def with_credits(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks whose figures have the credit apart that their caption ended with, as far as they had none."""
    return tuple(_credited(block) for block in blocks)


def _credited(block: Block) -> Block:
    match block:
        case Figure() if block.caption and not block.credit:
            caption, credit = _split(block.caption)
            return replace(block, caption=caption, credit=credit)
        case Quote():
            return replace(block, blocks=with_credits(block.blocks))
        case List():
            return replace(block, items=tuple(_item(item) for item in block.items))
        case _:
            return block


def _item(item: Item) -> Item:
    return replace(item, blocks=with_credits(item.blocks))


def _split(caption: Inlines) -> tuple[Inlines, Inlines]:
    """Return what a caption says, and the name at its end; one that is marked up whole may be a credit too."""
    *before, last = caption
    if isinstance(last, Mark):
        inner, credit = _split(last.children) if last.tag != "a" else (last.children, ())
        kept = (*before, replace(last, children=inner)) if inner else tuple(before)
        return (_trimmed(kept), credit) if credit else (caption, ())
    if not isinstance(last, Text) or len(last.text) > _LONGEST:
        return caption, ()
    found = next(filter(None, (pattern.search(last.text) for pattern in _CREDITS)), None)
    if found is None:
        return caption, ()
    name = found["name"].strip(" .,")
    said = last.text[: found.start()].rstrip()
    return _trimmed((*before, Text(said)) if said else tuple(before)), (Text(name),)


def _trimmed(inlines: Inlines) -> Inlines:
    """Return a text without the white space at its end."""
    if not inlines or not isinstance(inlines[-1], Text):
        return inlines
    text = inlines[-1].text.rstrip()
    return (*inlines[:-1], Text(text)) if text else inlines[:-1]
