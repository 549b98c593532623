"""What is said of a chapter, line by line, still as it is written: the order and the words of a narration.

Pure: a Chapter goes in, Lines come out. Who says them and how the words are spoken is decided in `plan`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from cjpublish.errors import Source
from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Narration,
    Notes,
    PageBreak,
    Paragraph,
    Publication,
    Quote,
    Sentence,
    Table,
    Voice,
    inline_text,
)
from cjpublish.narration.exponents import said
from cjpublish.wording import Wording, wording

__all__ = ["Line", "Part", "speaker", "write"]

Part: TypeAlias = Literal["text", "headings", "quotes", "descriptions"]

_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_ENDED = re.compile(r"[.!?…:;,។៕。！？][\"'”’)\]»]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say."""

    sentence: str
    """The id of the sentence that it says, or that it announces."""
    before: str
    """What the program itself says before: `Table: `; empty for most."""
    inlines: tuple[Inline, ...]
    """The sentence as written; empty where only an announcement is said."""
    part: Part
    """Which of the publication's voices says it."""
    pause: str
    """The name of the pause after it."""
    source: Source | None
    """Where it is written."""

    @property
    def text(self) -> str:
        """What is said, as written; the sentence's own text begins after `before`, character for character."""
        return self.before + said(self.inlines).replace("\n", " ")

    @property
    def unspeakable(self) -> tuple[tuple[int, int], ...]:
        """The places [begin, end) of code within the text that can't be read as words."""
        return tuple(_code(self.inlines, len(self.before)))

    @property
    def end(self) -> str:
        """The full stop that a voice needs where the text has none."""
        return "" if _ENDED.search(self.text) else "."


def write(chapter: Chapter, publication: Publication) -> tuple[Line, ...]:
    """Return everything that is said of a chapter, in the order of `walk_sentences`.

    A figure is its number, its alternative text, caption, credit and description; a table's columns are named, and then
    it is read row by row, each cell after its column's header; notes are read at the chapter's end, unless the
    publication leaves them out. A quotation is announced where it has no voice of its own. Code is named and left out.
    """
    narration = publication.narration
    with_notes = narration.notes == "chapter-end"
    blocks = tuple(block for block in chapter.blocks if with_notes or not isinstance(block, Notes))
    announce_quotes = narration.quotes == narration.text
    return tuple(_Script(wording(publication.metadata.language), announce_quotes).blocks(blocks, "text"))


def speaker(line: Line, chapter: Chapter, narration: Narration) -> Voice:
    """Return the voice that says a line; a chapter's own voice takes the place of the text's."""
    name: str = getattr(narration, line.part)
    own = chapter.voice if name == narration.text else None
    return narration.voices[own or name]


@dataclass(slots=True)
class _Script:
    words: Wording
    announce_quotes: bool
    last: str = ""

    def blocks(self, blocks: tuple[Block, ...], part: Part) -> Iterator[Line]:
        held: Line | None = None
        for block in blocks:
            if isinstance(block, Break):
                held = replace(held, pause="scene") if held else None
            for line in self.block(block, part):
                if held:
                    yield held
                self.last = line.sentence
                held = line
        if held:
            yield held

    def block(self, block: Block, part: Part) -> Iterator[Line]:
        match block:
            case Heading():
                yield self.line(block.sentence, "headings", "heading")
            case Paragraph():
                yield from self.sentences(block.sentences, part, "paragraph")
            case Quote():
                yield from self.quote(block)
            case List():
                yield from self.list_(block, part)
            case Table():
                yield from self.table(block, part)
            case Figure():
                yield from self.figure(block)
            case Notes():
                yield from self.notes(block, part)
            case Code():
                yield Line(self.last, self.words.code_left_out, (), part, "paragraph", block.source)
            case Break() | PageBreak():
                pass

    def sentences(self, sentences: tuple[Sentence, ...], part: Part, pause: str, before: str = "") -> Iterator[Line]:
        """Say sentences, the first after some words of the program's own, the last with the block's pause."""
        for index, sentence in enumerate(sentences):
            last = index == len(sentences) - 1
            yield self.line(sentence, part, pause if last else "sentence", before if index == 0 else "")

    def line(self, sentence: Sentence, part: Part, pause: str, before: str = "") -> Line:
        return Line(sentence.id, before, sentence.inlines, part, pause, sentence.source)

    def notes(self, block: Notes, part: Part) -> Iterator[Line]:
        yield self.line(block.heading, "headings", "heading")
        for note in block.notes:
            yield self.line(note.label, part, "sentence")
            yield from _closed(list(self.blocks(note.blocks, part)), "note")

    def quote(self, block: Quote) -> Iterator[Line]:
        lines = list(self.blocks(block.blocks, "quotes"))
        if not self.announce_quotes or not lines:
            yield from lines
            return
        first, last = lines[0], lines[-1]
        yield Line(first.sentence, f"{self.words.quote}:", (), "text", "sentence", first.source)
        yield from _closed(lines, "sentence")
        yield Line(last.sentence, f"{self.words.end_quote}.", (), "text", "quote", last.source)

    def list_(self, block: List, part: Part) -> Iterator[Line]:
        for number, item in enumerate(block.items, block.start):
            yield from self.sentences(item.term, part, "sentence")
            yield from self.item(item, f"{number}: " if block.kind == "ordered" else "", part)

    def item(self, item: Item, before: str, part: Part) -> Iterator[Line]:
        lines = list(self.blocks(item.blocks, part))
        if lines:
            lines[0] = replace(lines[0], before=before + lines[0].before)
        yield from _closed(lines, "item")

    def table(self, block: Table, part: Part) -> Iterator[Line]:
        caption = self.sentences(block.caption, part, "paragraph", f"{self.words.table}: ")
        yield from caption
        for cell in block.header.cells:
            yield from self.sentences(cell, part, "cell")
        headers = [" ".join(said(s.inlines) for s in cell) for cell in block.header.cells]
        for row in block.rows:
            spoken = [(header, cell) for header, cell in zip(headers, row.cells, strict=True) if cell]
            for index, (header, cell) in enumerate(spoken):
                pause = "item" if index == len(spoken) - 1 else "cell"
                yield from self.sentences(cell, part, pause, f"{header}: " if header else "")

    def figure(self, block: Figure) -> Iterator[Line]:
        if block.image and block.alt is None:
            return
        told = [sentence for sentence in (block.label, block.alt) if sentence]
        lines = [self.line(sentence, "descriptions", "sentence") for sentence in told]
        lines += self.sentences(block.caption, "descriptions", "sentence")
        lines += self.sentences(block.credit, "descriptions", "sentence")
        if block.description_label:
            lines.append(self.line(block.description_label, "descriptions", "sentence"))
            self.last = block.description_label.id  # of what a description that begins with code is said
        lines += self.blocks(block.description, "descriptions")
        yield from _closed(lines, "figure")


def _code(inlines: tuple[Inline, ...], begin: int) -> Iterator[tuple[int, int]]:
    """Yield the places of code that isn't words in inlines whose text begins at `begin`."""
    for inline in inlines:
        length = len(inline_text((inline,)))
        if isinstance(inline, Mark) and inline.tag == "code":
            if length and not _WORDS.fullmatch(inline_text(inline.children)):
                yield begin, begin + length
        elif isinstance(inline, Mark):
            yield from _code(inline.children, begin)
        begin += length


def _closed(lines: list[Line], pause: str) -> Iterator[Line]:
    """Yield lines, the last with the pause of the block that it closes."""
    yield from lines[:-1]
    if lines:
        yield replace(lines[-1], pause=pause)
