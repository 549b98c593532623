"""A draft's chapters made fit for a manuscript: what the reader can't hold is put another way, and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjpublish.draft import Block, Chapter, Code, Figure, Heading, List, Note, Paragraph, Quote
from cjpublish.drafting.anchors import Anchors, texts
from cjpublish.drafting.blocks import Fitter
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.styles import has_text, pieces
from cjpublish.model import NoteRef, Text

__all__ = ["fitted"]


def fitted(chapter: Chapter, anchors: Anchors, changes: Changes, title: str) -> Chapter:
    """Return a chapter with canonical inlines that the reader takes as it is.

    `title` is for a chapter that has no heading of its own.
    """
    notes = {note.key: note for note in chapter.notes if _says_something(note.blocks)}
    fitter = Fitter(anchors, changes, frozenset(notes))
    blocks = [*fitter.blocks(_headed(chapter.blocks, title, changes), 0, True)]
    fitter.settle(blocks)
    called: dict[str, Note] = {}
    waiting = [*_called(blocks)]
    while waiting:
        key = waiting.pop(0)
        if key not in called:
            own = [*fitter.blocks(notes[key].blocks, 1, False)]
            fitter.settle(own)
            called[key] = Note(key, tuple(own))
            waiting += _called(own)
    fitter.notes = frozenset(called)
    for note in chapter.notes:
        if note.key in notes and note.key not in called:
            changes.note("a note that nothing refers to stands at its chapter's end")
            blocks += fitter.blocks(note.blocks, 0, False)
    fitter.settle(blocks)
    return replace(chapter, blocks=tuple(fitter.kept_apart(blocks)), notes=tuple(called.values()))


def _says_something(blocks: Sequence[Block]) -> bool:
    return any(map(has_text, texts(blocks))) or any(map(_shows_something, blocks))


def _shows_something(block: Block) -> bool:
    """Tell whether a block without words is something all the same."""
    match block:
        case Code():
            return True
        case Figure():
            return bool(block.image) or block.alt != ""
        case Quote():
            return any(map(_shows_something, block.blocks))
        case List():
            return any(_shows_something(each) for item in block.items for each in item.blocks)
        case _:
            return False


def _called(blocks: Sequence[Block]) -> Iterator[str]:
    for inlines in texts(blocks):
        yield from (leaf.note for leaf, _ in pieces(inlines) if isinstance(leaf, NoteRef))


def _headed(blocks: Sequence[Block], title: str, changes: Changes) -> list[Block]:
    """Return blocks that begin with their only heading of level 1, and skip no level further down."""
    found: list[Block] = []
    for block in blocks:
        hollow = isinstance(block, Heading) and not has_text(block.inlines)
        found.append(Paragraph(block.inlines) if isinstance(block, Heading) and hollow else block)
    if not found or not (isinstance(found[0], Heading) and found[0].level == 1):
        changes.note(f"a chapter without a heading is called '{title}'")
        found.insert(0, Heading(1, (Text(title),)))
    above: list[int] = []
    for place, block in enumerate(found):
        if isinstance(block, Heading):
            level = block.level if place == 0 else max(2, block.level)
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            depth = min(len(above), 6)
            changes.note("a heading moved to the level right below the one above it", int(depth != block.level))
            found[place] = replace(block, level=depth)
    return found
