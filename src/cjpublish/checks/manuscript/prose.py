"""A publication's own text, laid out for checks that look at words: passages, and in them sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from cjpublish.checks.check import Check
from cjpublish.checks.language import primary
from cjpublish.errors import Finding, Source
from cjpublish.model import (
    Block,
    Chapter,
    Figure,
    Heading,
    Inline,
    List,
    Mark,
    Notes,
    Paragraph,
    Publication,
    Quote,
    Sentence,
    Table,
    Text,
    inline_text,
)

__all__ = ["APART", "SETTINGS", "Passage", "Place", "Prose", "Words", "and_more", "passages", "prose", "quoted", "told"]

APART = "\ufffc"
"""Stands in a text for code and for words in a language of their own: no word, but not nothing."""
SETTINGS = Source("manuscript/publication.yaml")
"""Where what concerns the whole publication is mended."""
Place: TypeAlias = tuple[str, Source | None]
"""What is wrong, as a message, and where."""
_MOST = 10
"""Places that one check tells one by one."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence."""

    text: str
    """Its words in the language of the publication; what is marked as code or as another language is `APART`."""
    inlines: tuple[Inline, ...]
    """All of it."""
    source: Source | None
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that are read as one: a paragraph, a heading, a cell."""

    kind: str
    """`heading`, `text` (a chapter's own paragraph), `quote`, `item`, `term`, `note`, `cell` or `caption`."""
    sentences: tuple[Words, ...]
    """At least one."""
    text: str
    """The texts of all of them, parted by spaces."""
    source: Source | None
    """Where it begins."""


@dataclass(frozen=True, slots=True)
class Prose:
    """All that a publisher has written, in reading order; pages of the program's own are none of it."""

    publication: Publication
    """What it is the text of."""
    language: str
    """The publication's, without its region: `en`."""
    chapters: tuple[Chapter, ...]
    """Those of the manuscript."""
    passages: tuple[Passage, ...]
    """In reading order."""

    @property
    def english(self) -> bool:
        """Whether checks that know English words have something to say."""
        return self.language == "en"

    def paragraphs(self) -> Iterator[Passage]:
        """Yield what is running text: paragraphs of every kind, but no headings, cells, terms and captions."""
        return (passage for passage in self.passages if passage.kind in ("text", "quote", "item", "note"))


def prose(publication: Publication) -> Prose:
    """Lay out a publication's text."""
    language = primary(publication.metadata.language)
    chapters = tuple(chapter for chapter in publication.reading_order if chapter.source)
    return Prose(publication, language, chapters, tuple(passages(publication)))


def passages(publication: Publication) -> Iterator[Passage]:
    """Yield a publication's passages in reading order, each laid out when it is asked for."""
    language = primary(publication.metadata.language)
    for chapter in publication.reading_order:
        if chapter.source:
            yield from _passages(chapter.blocks, "text", language)


def quoted(text: str, most: int = 50) -> str:
    """Return a text between quotation marks, shortened in its middle, to be shown in a message."""
    shown = " ".join(text.replace(APART, "…").split()).strip('“”"')
    half = most // 2
    return f"“{shown}”" if len(shown) <= most else f"“{shown[:half].rstrip()} … {shown[-half:].lstrip()}”"


def and_more(count: int, shown: int = 1) -> str:
    """Return how many places there are besides those that are shown; empty where there are no others."""
    return f" (and {count - shown} more)" if count > shown else ""


def told(check: Check, places: Sequence[Place]) -> Iterator[Finding]:
    """Yield a finding for each place, at most ten; the last says how many more there are."""
    for index, (message, source) in enumerate(places[:_MOST], 1):
        more = and_more(len(places), _MOST) if index == _MOST else ""
        yield check.found(message + more, source)


def _passages(blocks: tuple[Block, ...], kind: str, language: str) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Heading():
                yield from _passage("heading", (block.sentence,), block.source, language)
            case Paragraph():
                yield from _passage(kind, block.sentences, block.source, language) if block.source else ()
            case Quote():
                yield from _passages(block.blocks, "quote", language)
            case Notes():
                yield from _passages(tuple(chain.from_iterable(n.blocks for n in block.notes)), "note", language)
            case List() | Table() | Figure():
                yield from _compound(block, kind, language)
            case _:
                pass


def _compound(block: List | Table | Figure, kind: str, language: str) -> Iterator[Passage]:
    if isinstance(block, List):
        for item in block.items:
            yield from _passage("term", item.term, None, language)
            yield from _passages(item.blocks, "item", language)
        return
    yield from _passage("caption", block.caption, block.source, language)
    if isinstance(block, Figure):
        yield from _passages(block.description, kind, language)
    else:
        for cell in chain.from_iterable(row.cells for row in (block.header, *block.rows)):
            yield from _passage("cell", cell, block.source, language)


def _passage(kind: str, sentences: tuple[Sentence, ...], source: Source | None, language: str) -> Iterator[Passage]:
    if sentences:
        each = tuple(Words(_own(s.inlines, language), s.inlines, s.source or source) for s in sentences)
        yield Passage(kind, each, " ".join(words.text for words in each), source or each[0].source)


def _own(inlines: tuple[Inline, ...], language: str) -> str:
    if all(isinstance(inline, Text) for inline in inlines):
        return inline_text(inlines)
    parts = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Mark):
            apart = inline.tag == "code" or (inline.lang is not None and primary(inline.lang) != language)
            parts.append(APART if apart else _own(inline.children, language))
    return "".join(parts)
