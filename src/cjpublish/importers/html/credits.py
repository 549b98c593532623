"""Credits at the end of captions: who made a picture, split off what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjpublish.draft import Block, Figure, Inlines, Item, List, Quote
from cjpublish.importers.credits import credit_alone, credited
from cjpublish.model import Mark, Text

__all__ = ["with_credits"]


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
    if not isinstance(last, Text):
        return caption, ()
    if name := credit_alone(last.text.strip()):
        return _trimmed(tuple(before)), (Text(name),)
    found = credited(last.text)
    return ((*before, Text(found.caption)), (Text(found.credit),)) if found else (caption, ())


def _trimmed(inlines: Inlines) -> Inlines:
    """Return a text without the white space at its end."""
    if not inlines or not isinstance(inlines[-1], Text):
        return inlines
    text = inlines[-1].text.rstrip()
    return (*inlines[:-1], Text(text)) if text else inlines[:-1]
