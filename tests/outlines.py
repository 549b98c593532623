"""Chapters as a few lines of plain text, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.model import (
    Block,
    Break,
    Chapter,
    Code,
    Figure,
    Heading,
    Inline,
    List,
    Mark,
    NoteRef,
    Notes,
    PageBreak,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Text,
)

__all__ = ["outline", "outlines"]


def line(inlines: Sequence[Inline]) -> str:
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text.replace("\n", "⏎"))
            case NoteRef():
                parts.append(f"^{inline.number}")
            case PageBreak():
                parts.append(f"<page {inline.label}#{inline.id}>")
            case Mark():
                lang = f" @{inline.lang}" if inline.lang else ""
                href = f" {inline.href}" if inline.href else ""
                parts.append(f"<{inline.tag}{href}{lang} {line(inline.children)}>")
    return "".join(parts)


def lines(sentences: Sequence[Sentence]) -> str:
    return " | ".join(line(sentence.inlines) for sentence in sentences)


def outline(blocks: Sequence[Block], indent: str = "  ") -> Iterator[str]:
    """Yield a line for each block, and those of what it holds indented beneath."""
    for block in blocks:
        yield f"{indent}{_line(block)}".rstrip()
        deeper = indent + "  "
        match block:
            case Quote():
                yield from outline(block.blocks, deeper)
            case Notes():
                for note in block.notes:
                    yield f"{deeper}note {note.number} {note.id} from {', '.join(note.references)}"
                    yield from outline(note.blocks, deeper + "  ")
            case Figure():
                yield from outline(block.description, deeper)
            case List():
                for item in block.items:
                    yield f"{deeper}item {lines(item.term)}".rstrip()
                    yield from outline(item.blocks, deeper + "  ")
            case Table():
                for row in (block.header, *block.rows):
                    yield deeper + "; ".join(lines(cell) for cell in row.cells).rstrip()


def _line(block: Block) -> str:
    match block:
        case Heading():
            return f"h{block.level}#{block.id} {line(block.sentence.inlines)}"
        case Paragraph():
            return f"p {lines(block.sentences)}"
        case List():
            return f"{block.kind} {block.start}" if block.kind == "ordered" else block.kind
        case Table():
            return f"table#{block.id} {','.join(block.alignments)}: {lines(block.caption)}"
        case Figure():
            said = [("", block.alt and [block.alt]), (" caption", block.caption), (" credit", block.credit)]
            told = "".join(f'{name} "{lines(sentences)}"' for name, sentences in said if sentences)
            label = line(block.label.inlines) if block.label else "decorative"
            return f"figure#{block.id} {label} {block.image}{told}"
        case Code():
            return f'code {block.language} "{block.text}"'.replace("\n", "\\n")
        case Notes():
            return f"notes#{block.id} {line(block.heading.inlines)}"
        case PageBreak():
            return f"page {block.label}#{block.id}"
        case Quote() | Break():
            return type(block).__name__.lower()


def outlines(chapters: Sequence[Chapter]) -> Iterator[str]:
    """Yield the lines of chapters."""
    for chapter in chapters:
        title = chapter.title.replace('"', '\\"')
        role = f" {chapter.role}" if chapter.role != "chapter" else ""
        voice = f" {chapter.voice}" if chapter.voice else ""
        yield f'chapter {chapter.id} "{title}"{role}{voice}'
        yield from outline(chapter.blocks)
