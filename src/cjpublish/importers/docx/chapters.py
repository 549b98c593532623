"""Chapters: a document's blocks divided where its outermost headings stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.draft import Block, Chapter, Cut, Heading, Note
from cjpublish.importers.docx.losses import texts
from cjpublish.importers.markup import called, levels
from cjpublish.model import Text, inline_text

__all__ = ["Divided", "divided"]

_LONG = 6_000
"""Words of a text with one title from which its parts are chapters."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A text in chapters."""

    chapters: tuple[Chapter, ...]
    """At least one."""
    title: str
    """The title of the whole, where a heading of its own says it; else empty."""
    untitled: bool
    """Whether a chapter was called by `fallback` because no heading stood before its text."""
    cuts: tuple[Cut, ...]
    """Notes that no text calls."""


def divided(
    blocks: Sequence[Block], notes: Mapping[str, tuple[Block, ...]], title: str, fallback: str, beginning: str
) -> Divided:
    """Divide blocks into chapters at the outermost headings.

    A single outermost heading at the beginning, where the document has no `title` otherwise, is the title; the text is
    one chapter then, or has its parts as chapters where it has more than 6,000 words. Text without a heading before it
    gets the title as one, or `fallback`, with the id `beginning`.
    """
    tops = _outermost(blocks)
    heading = blocks[tops[0]] if tops else None
    found = ""
    if not title and len(tops) == 1 and tops[0] == 0 and isinstance(heading, Heading):
        found = " ".join(inline_text(heading.inlines).split())
        parts = _outermost(blocks[1:])
        if sum(len(text.split()) for text in texts(blocks)) > _LONG and len(parts) > 1:
            blocks, tops = blocks[1:], parts
    runs = _runs(blocks, tops)
    name = title or found or fallback
    chapters = [_chapter(run, notes, Heading(1, (Text(name),), beginning)) for run in runs]
    keys = {note.key for chapter in chapters for note in chapter.notes}
    cuts = tuple(Cut("a note that nothing refers to", _plain(notes[key])) for key in notes if key not in keys)
    untitled = not title and not found and (not tops or tops[0] > 0)
    return Divided(tuple(chapters), found, untitled, cuts)


def _outermost(blocks: Sequence[Block]) -> list[int]:
    """Return where the headings of the outermost level stand."""
    level = min((block.level for block in blocks if isinstance(block, Heading)), default=0)
    return [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == level]


def _runs(blocks: Sequence[Block], tops: Sequence[int]) -> list[Sequence[Block]]:
    starts = [0, *(place for place in tops if place > 0)]
    return [blocks[start:end] for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)]


def _chapter(run: Sequence[Block], notes: Mapping[str, tuple[Block, ...]], heading: Heading) -> Chapter:
    begins = bool(run) and isinstance(run[0], Heading)
    rest = levels(run) if begins else (heading, *levels(run, 2))
    return Chapter(rest, tuple(Note(key, notes[key]) for key in called(rest) if key in notes))


def _plain(blocks: tuple[Block, ...]) -> str:
    return " ".join(texts(blocks))
