"""Reads Markdown: a file to its chapters, a text of the settings to its blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cjpublish import config
from cjpublish.errors import Source
from cjpublish.model import Block, Chapter, Note, Notes, Paragraph, inline_text
from cjpublish.phrases import phrase
from cjpublish.readers import Reading, name_in
from cjpublish.readers.anchors import claim
from cjpublish.readers.lines import Lines, decode
from cjpublish.segment import Segmenter
from cjpublish.wording import wording

if TYPE_CHECKING:
    from markdown_it.token import Token

    from cjpublish.readers.notes import Called
    from cjpublish.readers.scope import Document, Scope
    from cjpublish.settings import Passage

__all__ = ["passage", "read"]

_KEY = re.compile(r"\w+:(\s|$)")
"""How a line of front matter begins."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file may say of itself between two lines of `---`."""

    role: Literal[
        "chapter",
        "abstract",
        "acknowledgments",
        "afterword",
        "appendix",
        "bibliography",
        "conclusion",
        "contributors",
        "copyright-page",
        "dedication",
        "epigraph",
        "epilogue",
        "errata",
        "foreword",
        "glossary",
        "introduction",
        "part",
        "preamble",
        "preface",
        "prologue",
    ] = "chapter"
    """An epub:type of a document (EPUB 3 Structural Semantics Vocabulary 1.1)."""
    voice: str | None = None
    """The name of the voice that reads it."""


def read(path: Path, reading: Reading) -> tuple[Chapter, ...]:
    """Read a file of CommonMark with tables, footnotes, definition lists, heading ids and `[mot]{lang=fr}`.

    Each heading of level 1 begins a chapter. What is wrong goes to `reading.findings`; what could be read is returned.
    """
    from cjpublish.readers.blocks import sorted_out
    from cjpublish.readers.parser import parse_blocks
    from cjpublish.readers.scope import Document

    name = name_in(reading.root, path)
    text = _text(path, name, reading)
    if text is None:
        return ()
    env: dict[str, Any] = {}
    document = Document(reading, Lines(Source(name, 1, 1), text.split("\n")), env)
    tokens = sorted_out(parse_blocks(text, env), document)
    front = FrontMatter()
    if tokens and tokens[0].type == "front_matter":
        front = _front_matter(tokens.pop(0), name, reading)
    before, parts = _parts(tokens)
    if before or not parts:
        _report_headless(before, bool(parts), front, document)
    chapters = tuple(_chapter(part, front, document) for part in parts)
    if chapters:
        reading.files[name] = chapters[0].id
    _report_unused(document)
    return chapters


def passage(text: Passage, segmenter: Segmenter, reading: Reading) -> tuple[Block, ...]:
    """Return a text of the settings, written in the same Markdown, as blocks.

    Headings, pictures and notes in it are faults, each at its line.
    """
    from cjpublish.readers import blocks

    return blocks.passage(text, segmenter, reading)


def _text(path: Path, name: str, reading: Reading) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        reading.fault("unreadable", f"this file can't be read: {error.strerror}", Source(name))
        return None
    return decode(content, name, reading)


def _front_matter(token: Token, name: str, reading: Reading) -> FrontMatter:
    found = config.load(token.content, name, FrontMatter, reading.findings, first_line=2)
    return found.value if found else FrontMatter()


def _parts(tokens: list[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Return the tokens before the first heading of level 1, and those of each chapter."""
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0
    ]
    ends = [*starts[1:], len(tokens)]
    parts = [tokens[begin:end] for begin, end in zip(starts, ends, strict=True)] if starts else []
    return tokens[: starts[0] if starts else len(tokens)], parts


def _report_headless(before: list[Token], headed: bool, front: FrontMatter, document: Document) -> None:
    """Report text that belongs to no chapter, and what is wrong within it."""
    from cjpublish.readers.blocks import blocks
    from cjpublish.readers.notes import Calls
    from cjpublish.readers.scope import Scope

    reading = document.reading
    place = document.lines.place(before[0].map[0] if before and before[0].map else 0)
    title = front.role.capitalize() if front.role != "chapter" else "Title"
    if _is_front_matter(before, document):
        fix = "begin the file with a line `---`, and end what it says of itself with another"
        reading.fault("front-matter", "these lines are not read as front matter", place, fix)
    elif headed:
        fix = f"move it below the heading, or write `# {title}` above it"
        reading.fault("before-heading", "this text stands before the first chapter's heading", place, fix)
    else:
        reading.fault("no-heading", "a chapter needs a heading", place, f"write `# {title}` above its text")
    scope = Scope(document, Segmenter(reading.language), "text", Calls("text"), level=1)
    blocks(iter(before), scope)
    _notes(scope)


def _is_front_matter(before: list[Token], document: Document) -> bool:
    """Tell whether a text begins with front matter that has no end, or that something stands before."""
    index = before[0].map[0] if before and before[0].map else 0
    begun = len(before) > 1 and before[0].type == "hr" and document.lines.lines[index].startswith("---")
    return begun and before[1].type != "hr" and _KEY.match(document.lines.lines[index + 1]) is not None


def _chapter(tokens: list[Token], front: FrontMatter, document: Document) -> Chapter:
    from cjpublish.readers.blocks import blocks, heading
    from cjpublish.readers.notes import Calls
    from cjpublish.readers.scope import Scope

    scope = Scope(document, Segmenter(document.reading.language), notes=Calls())
    remaining = iter(tokens)
    first = heading(next(remaining), remaining, scope)
    scope.name = first.id
    scope.notes = Calls(first.id)
    title = " ".join(inline_text(first.sentence.inlines).split())
    body = blocks(remaining, scope)
    return Chapter(first.id, title, front.role, (first, *body, *_notes(scope)), front.voice, first.source)


def _notes(scope: Scope) -> tuple[Notes, ...]:
    """Return the notes that were referred to, as one block; a note may call for another while it is converted."""
    document, called = scope.document, scope.notes.called if scope.notes else {}
    texts: list[tuple[Called, tuple[Block, ...], Source]] = []
    while len(texts) < len(called):
        note = list(called.values())[len(texts)]
        if isinstance(note.key, str):
            document.called.add(note.key)
        source = document.lines.place(_line(note, document))
        text = _note_text(note, source, scope)
        if not text:
            fix = "write it, or take its references away"
            document.reading.fault("empty-note", "this note has no text", source, fix)
        texts.append((note, text, source))
    if not texts:
        return ()
    language = document.reading.language
    words = wording(language)
    first = texts[0][2]
    heading = scope.segmenter.sentence(phrase(words.notes, words, language), first)
    notes = []
    for note, text, source in texts:
        label = scope.segmenter.sentence(phrase(words.note_label, words, language, number=note.number), source)
        notes.append(Note(note.id, note.number, label, tuple(note.references), text, source))
    return (Notes(claim(f"{scope.name}-notes", first, document.reading), heading, tuple(notes)),)


def _line(note: Called, document: Document) -> int:
    return document.definitions[note.key].line if isinstance(note.key, str) else note.line


def _note_text(note: Called, source: Source, scope: Scope) -> tuple[Block, ...]:
    from cjpublish.readers.blocks import blocks
    from cjpublish.readers.inlines import convert, cut

    if isinstance(note.key, str):
        return blocks(iter(scope.document.definitions[note.key].tokens), scope)
    content = convert(scope.document.inline_note(note.key), note.line, note.line + 1, scope)
    sentences = cut(content, scope, source)
    return (Paragraph(sentences, source),) if sentences else ()


def _report_unused(document: Document) -> None:
    """Report notes and link definitions that nothing leads to."""
    for label, definition in document.definitions.items():
        if label not in document.called:
            place = document.lines.place(definition.line)
            fix = f"refer to it with `[^{label}]`, or take it away"
            document.reading.warn("unused-note", f"nothing refers to the note '{label}': it is left out", place, fix)
    document.report_unused_links()
