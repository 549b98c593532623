"""What the conversion of a text needs to know: the document, and the chapter that is being made of a part of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.readers import Reading
from cjpublish.readers.lines import Lines
from cjpublish.readers.notes import Calls
from cjpublish.readers.parser import parse_inlines
from cjpublish.segment import Segmenter

__all__ = ["Definition", "Document", "Scope"]


@dataclass(frozen=True, slots=True)
class Definition:
    """The text of a note."""

    tokens: list[Token]
    """Its blocks; for a note within a line its inline content."""
    line: int
    """Where it stands, from 0."""


@dataclass(slots=True)
class Document:
    """One text that was parsed as a whole."""

    reading: Reading
    """The collector of findings."""
    lines: Lines
    """The text."""
    env: dict[str, Any]
    """The parser's memory of it."""
    definitions: dict[str, Definition] = field(default_factory=dict)
    """Notes, by label."""
    references: dict[str, int] = field(default_factory=dict)
    """The lines of link definitions, by label."""
    called: set[str] = field(default_factory=set)
    """The labels of notes that are referred to."""
    used: set[str] = field(default_factory=set)
    """The labels of link definitions that links made use of."""

    def inlines(self, content: str, line: int) -> list[Token]:
        """Return the tokens of a block's content."""
        try:
            return parse_inlines(content, self.env)
        except RecursionError:
            fix = "write the notes side by side"
            self.reading.fault("too-deep", "notes are nested too deeply here", self.lines.place(line), fix)
            return []

    def inline_note(self, number: int) -> list[Token]:
        """Return the content of a note that is written within a line (`^[…]`)."""
        tokens: list[Token] = self.env["footnotes"]["list"][number]["tokens"]
        return tokens

    def report_unused_links(self) -> None:
        """Report link definitions that no link made use of, once all is converted."""
        for label, line in self.references.items():
            if label not in self.used:
                place, fix = self.lines.place(line), "if it is meant as text, write `\\[` for `[`"
                message = f"no link uses the definition of '{label.lower()}': it is left out"
                self.reading.warn("unused-link", message, place, fix)


@dataclass(slots=True)
class Scope:
    """One chapter, or one text from the settings, while it is converted."""

    document: Document
    """The text that it is part of."""
    segmenter: Segmenter
    """Makes its sentences."""
    name: str = ""
    """The chapter's id."""
    notes: Calls | None = None
    """The chapter's notes; None for a text from the settings, which has none, and no headings or pictures either."""
    level: int = 0
    """The level of the last heading."""

    @property
    def reading(self) -> Reading:
        """The collector of findings."""
        return self.document.reading

    def place(self, token: Token) -> Source:
        """Return where a block begins."""
        return self.document.lines.place(token.map[0] if token.map else 0)
