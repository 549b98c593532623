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
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Text,
)
from cjpublish.wording import Wording

__all__ = ["Line", "Part", "write"]

Part: TypeAlias = Literal["text", "headings", "quotes", "descriptions"]

_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_ENDED = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say."""

    sentence: str
    """The id of the sentence that it says, or that it announces."""
    text: str
    """As written, or a phrase of the program's own; ends in punctuation."""
    part: Part
    """Which of the publication's voices says it."""
    pause: str
    """The name of the pause after it."""
    source: Source | None
    """Where it is written."""


def write(chapter: Chapter, words: Wording, *, with_notes: bool, announce_quotes: bool) -> tuple[Line, ...]:
    """Return everything that is said of a chapter, in order.

    A figure is its number, its alternative text, caption, credit and description; a table is read row by row, each
    cell after its column's header; a note is announced with its number at the chapter's end. Code, web addresses and
    references to notes are never spelt out. A `skip-link` is for eyes and fingers only and is not said.
    """
    blocks = tuple(block for block in chapter.blocks if with_notes or not isinstance(block, Note))
    return tuple(_Script(words, announce_quotes).blocks(blocks, "text"))


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
                said = () if block.style == "skip-link" else block.sentences
                yield from self.sentences(said, part, "paragraph")
            case Quote():
                yield from self.quote(block)
            case List():
                yield from self.list_(block, part)
            case Table():
                yield from self.table(block, part)
            case Figure():
                yield from self.figure(block)
            case Note():
                label = f"{self.words.note.format(number=block.number)}."
                yield from self.announced(label, self.blocks(block.blocks, part), "note")
            case Code():
                yield Line(self.last, self.words.code_left_out, part, "paragraph", block.source)
            case Break():
                pass

    def sentences(self, sentences: tuple[Sentence, ...], part: Part, pause: str, before: str = "") -> Iterator[Line]:
        """Say sentences, the first after some words of the program's own, the last with the block's pause."""
        for index, sentence in enumerate(sentences):
            last = index == len(sentences) - 1
            yield self.line(sentence, part, pause if last else "sentence", before if index == 0 else "")

    def line(self, sentence: Sentence, part: Part, pause: str, before: str = "") -> Line:
        text = before + _written(sentence.inlines, self.words)
        return Line(sentence.id, text if _ENDED.search(text) else f"{text}.", part, pause, sentence.source)

    def announced(self, label: str, lines: Iterator[Line], pause: str, part: Part = "text") -> Iterator[Line]:
        """Put an announcement before lines, and give the last of them the block's own pause."""
        held: Line | None = None
        for line in lines:
            yield held or Line(line.sentence, label, part, "sentence", line.source)
            held = line
        if held:
            yield replace(held, pause=pause)

    def quote(self, block: Quote) -> Iterator[Line]:
        lines = self.blocks(block.blocks, "quotes")
        if not self.announce_quotes:
            yield from lines
            return
        line: Line | None = None
        for line in self.announced(f"{self.words.quote}:", lines, "sentence"):
            yield line
        if line:
            yield Line(line.sentence, f"{self.words.end_quote}.", "text", "quote", line.source)

    def list_(self, block: List, part: Part) -> Iterator[Line]:
        for number, item in enumerate(block.items, block.start):
            yield from self.sentences(item.term, part, "sentence")
            yield from self.item(item, f"{number}: " if block.kind == "ordered" else "", part)

    def item(self, item: Item, before: str, part: Part) -> Iterator[Line]:
        lines = list(self.blocks(item.blocks, part))
        for index, line in enumerate(lines):
            first = replace(line, text=before + line.text) if index == 0 else line
            yield replace(first, pause="item") if index == len(lines) - 1 else first

    def table(self, block: Table, part: Part) -> Iterator[Line]:
        caption = self.sentences(block.caption, part, "paragraph", f"{self.words.table}: ")
        yield from caption
        if not block.rows:
            for cell in block.header.cells:
                yield from self.sentences(cell, part, "cell")
        headers = [" ".join(_written(s.inlines, self.words) for s in cell) for cell in block.header.cells]
        for row in block.rows:
            spoken = [(header, cell) for header, cell in zip(headers, row.cells, strict=True) if cell]
            for index, (header, cell) in enumerate(spoken):
                pause = "item" if index == len(spoken) - 1 else "cell"
                yield from self.sentences(cell, part, pause, f"{header}: " if header else "")

    def figure(self, block: Figure) -> Iterator[Line]:
        if block.alt is None:
            return
        lines: list[Line] = [self.line(block.alt, "descriptions", "sentence")]
        lines += self.sentences(block.caption, "descriptions", "sentence")
        before, _, _ = self.words.credit.partition("{credit}")
        lines += self.sentences(block.credit, "descriptions", "sentence", before)
        lines += self.blocks(block.description, "descriptions")
        label = f"{self.words.figure.format(number=block.number)}."
        yield from self.announced(label, iter(lines), "figure", "descriptions")


def _written(inlines: tuple[Inline, ...], words: Wording) -> str:
    """Return the text to say for inlines: no note references, no code that isn't words."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text.replace("\n", " "))
            case Mark(tag="code"):
                code = _written(inline.children, words)
                parts.append(code if _WORDS.fullmatch(code) else words.formula)
            case Mark():
                parts.append(_written(inline.children, words))
            case NoteRef():
                pass
    return "".join(parts)
