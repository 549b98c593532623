"""Writes a chapter of a transcript as plain text, its structure told by indents, underlines and blank lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cjpublish.editions.transcript.transcribed import Speaker, Transcribed, time
from cjpublish.editions.transcript.wrapping import wrapped
from cjpublish.editions.views.columns import columns
from cjpublish.model import (
    Block,
    Break,
    Code,
    Figure,
    Heading,
    Inline,
    Item,
    List,
    Mark,
    Note,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Sentence,
    Table,
    Text,
    inline_text,
)
from cjpublish.narration.exponents import raised
from cjpublish.outline import outline
from cjpublish.segment import gap
from cjpublish.wording import Wording, wording

__all__ = ["hanging", "paragraphs", "underlined"]

_INDENT = "    "
_UNDERLINES = "=-~."
"""For a chapter's title, for headings beneath it, and so on; the last for all that are deeper."""


def paragraphs(heard: Transcribed, language: str, speaker: Speaker, width: int) -> Iterator[str]:
    """Yield a chapter's paragraphs, in lines of at most `width` columns.

    Its begin stands right beneath its title. Who speaks is named before the first words of another voice; a picture is
    what is said of it, marked as such; a table is told row by row, as it is heard.
    """
    levels = {heading.id: level for heading, level in outline(heard.chapter)}
    writer = _Writer(heard, language, wording(language), levels, speaker, width)
    first, *rest = heard.chapter.blocks
    yield "\n".join([*writer.block(first), time(heard.span.begin)])
    yield from writer.blocks(rest)


def underlined(title: str, language: str, sign: str, width: int) -> str:
    """Return a heading of at most `width` columns over a row of signs."""
    lines = wrapped(title, language, width)
    return "\n".join([*lines, sign * max(map(columns, lines), default=0)])


def hanging(lines: Sequence[str], first: str) -> str:
    """Return lines behind something that stands before the first; the others are indented as far."""
    return "\n".join(f"{' ' * columns(first) if number else first}{line}" for number, line in enumerate(lines))


@dataclass(frozen=True, slots=True)
class _Writer:
    heard: Transcribed
    language: str
    words: Wording
    levels: Mapping[str, int]
    """The level of each heading of the outline, by its id."""
    speaker: Speaker
    width: int

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from self.fill(self.said(block.sentences))
            case Heading():
                yield self.heading(block.sentence, self.levels.get(block.id, 0))
            case Quote():
                yield from self.quote(block)
            case List():
                yield from self.list_(block)
            case Table():
                yield from self.table(block)
            case Figure():
                yield from self.figure(block)
            case Code():
                yield from self.fill(f"[{self.words.code_left_out}]")
            case Notes():
                yield from self.notes(block)
            case Break() | PageBreak():
                yield from ("* * *",) if isinstance(block, Break) else ()

    def fill(self, text: str) -> Iterator[str]:
        """Yield a text as one paragraph; nothing for none."""
        lines = wrapped(text, self.language, self.width)
        if lines:
            yield "\n".join(lines)

    def deeper(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield blocks indented."""
        inner = replace(self, width=self.width - len(_INDENT))
        yield from (hanging(part.split("\n"), _INDENT) for part in inner.blocks(blocks))

    def said(self, sentences: Sequence[Sentence]) -> str:
        """Return those sentences that are heard, after the name of the voice where it is another than before."""
        heard = self.heard.said(sentences)
        name = self.speaker.change(self.heard, heard)
        parts = [f"{name}: "] if name else []
        between = ""
        for sentence in heard:
            parts.append(f"{between}{_text(sentence.inlines)}")
            between = gap(inline_text(sentence.inlines))
        return "".join(parts)

    def heading(self, sentence: Sentence, level: int) -> str:
        """Return a heading; a voice is named on the line before, and one that is no part of the outline has no line."""
        name = self.speaker.change(self.heard, self.heard.said([sentence]))
        text = _text(sentence.inlines)
        if level:
            sign = _UNDERLINES[min(level, len(_UNDERLINES)) - 1]
            shown = underlined(text, self.language, sign, self.width)
        else:
            shown = "\n".join(wrapped(text, self.language, self.width))
        return f"{name}:\n{shown}" if name else shown

    def quote(self, block: Quote) -> Iterator[str]:
        inner = list(self.deeper(block.blocks))
        if inner:
            yield from (f"{self.words.quote}:", *inner, f"{self.words.end_quote}.")

    def list_(self, block: List) -> Iterator[str]:
        """Yield a list; one whose items are a paragraph each is set without blank lines."""
        write = self.definition if block.kind == "definition" else self.item
        ordered = block.kind == "ordered"
        items = [
            list(write(item, f"{number}. " if ordered else "- "))
            for number, item in enumerate(block.items, block.start)
        ]
        parts = [part for item in items for part in item]
        if all(len(item) <= 1 for item in items):
            parts = ["\n".join(parts)] if parts else []
        yield from parts

    def item(self, item: Item, mark: str) -> Iterator[str]:
        inner = replace(self, width=self.width - len(mark))
        for number, part in enumerate(inner.blocks(item.blocks)):
            yield hanging(part.split("\n"), " " * len(mark) if number else mark)

    def definition(self, item: Item, _mark: str) -> Iterator[str]:
        term = list(self.fill(self.said(item.term)))
        first, *rest = [*self.deeper(item.blocks), ""]
        yield from ("\n".join(part for part in (*term, first) if part), *rest[:-1])

    def table(self, block: Table) -> Iterator[str]:
        """Yield a table: its caption, its columns' names, and each row with the column's name before each cell."""
        caption = self.said(block.caption)
        if caption:
            yield from self.fill(f"{self.words.table}: {caption}")
        names = [self.said(cell) for cell in block.header.cells]
        headers = [" ".join(_text(sentence.inlines) for sentence in cell) for cell in block.header.cells]
        rows = ["; ".join(name for name in names if name), *(self.row(headers, row) for row in block.rows)]
        lines = [wrapped(row, self.language, self.width - len(_INDENT)) for row in rows]
        yield "\n".join(f"\n{_INDENT}".join(line) for line in lines if line)

    def row(self, headers: Sequence[str], row: Row) -> str:
        cells = zip(headers, map(self.said, row.cells), strict=True)
        return "; ".join(f"{header}: {cell}" if header else cell for header, cell in cells if cell)

    def figure(self, block: Figure) -> Iterator[str]:
        """Yield what is said of a picture; nothing of one that only decorates."""
        if block.image and block.alt is None:
            return
        label = self.said([block.label] if block.label else [])
        alt = f" {self.words.description}: {self.said([block.alt])}" if block.alt else ""
        yield from self.fill(f"{label}{alt}")
        yield from self.fill(self.said((*block.caption, *block.credit)))
        if block.description_label:
            yield from self.fill(self.said([block.description_label]))
            yield from self.deeper(block.description)

    def notes(self, block: Notes) -> Iterator[str]:
        """Yield a chapter's notes under their heading; nothing where none is heard."""
        if not self.heard.said([block.heading]):
            return
        yield self.heading(block.heading, 2)
        for note in block.notes:
            yield from self.note(note)

    def note(self, note: Note) -> Iterator[str]:
        match note.blocks:
            case (Paragraph() as first, *rest):
                yield from self.fill(self.said((note.label, *first.sentences)))
            case rest:
                yield from self.fill(self.said([note.label]))
        yield from self.deeper(rest)


def _text(inlines: Sequence[Inline]) -> str:
    """Return inlines as text, references to notes as `[1]`."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case Mark():
                parts.append(raised(_text(inline.children), inline.tag))
            case NoteRef():
                parts.append(f"[{inline.number}]")
            case PageBreak():
                pass
    return "".join(parts)
