"""Whether a text that was written is read back as what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it.common.normalize_url import normalizeLink

from cjpublish.draft import Inlines
from cjpublish.drafting.styles import pieces
from cjpublish.errors import Source
from cjpublish.model import Inline, NoteRef, PageBreak
from cjpublish.readers import Reading
from cjpublish.readers import inlines as reader
from cjpublish.readers.lines import Lines
from cjpublish.readers.notes import Calls
from cjpublish.readers.parser import parse_blocks
from cjpublish.readers.scope import Definition, Document, Scope
from cjpublish.segment import Segmenter

__all__ = ["reads_back"]

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_ELSEWHERE = {"duplicate-page"}
"""Codes of findings that this text alone does not decide."""


def reads_back(written: str, inlines: Inlines) -> bool:
    """Tell whether the manuscript's own reader takes a text for what it was made of, without a word of complaint."""
    env: dict[str, object] = {}
    tokens = parse_blocks(written, env)
    if [token.type for token in tokens] != _PARAGRAPH:
        return False
    reading = Reading(Path(), "en", {}, [])
    document = Document(reading, Lines(Source("", 1), written.split("\n")), env)
    notes = {piece.note for piece, _ in pieces(inlines) if isinstance(piece, NoteRef)}
    document.definitions.update({note: Definition([], 0) for note in notes})
    scope = Scope(document, Segmenter("en"), "chapter", Calls("chapter"))
    found = reader.inlines(tokens[1], scope)
    complaints = {finding.code for finding in reading.findings} - _ELSEWHERE
    return not complaints and _comparable(found) == _comparable(inlines)


def _comparable(inlines: Sequence[Inline]) -> list[object]:
    """Return inlines with addresses as the parser has them, and without the ids and numbers that a reader gives."""
    return [
        (
            piece.label if isinstance(piece, PageBreak) else NoteRef if isinstance(piece, NoteRef) else piece,
            replace(style, a=normalizeLink(style.a)) if style.a else style,
        )
        for piece, style in pieces(inlines)
    ]
