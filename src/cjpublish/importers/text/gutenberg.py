"""The notices that Project Gutenberg puts around the text of a book, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.draft import Cut
from cjpublish.importers.text.lines import Line

__all__ = ["Unframed", "unframed"]

_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK.*", re.I)
_END = re.compile(r"(?:\*{3} ?)?END OF (?:THE |THIS )?PROJECT GUTENBERG(?:['’]S)?(?: EBOOK)?.*", re.I)
_FIELD = re.compile(r"(?P<name>title|author|language|release date)\s*:\s*(?P<value>.+)", re.I)
_HEAD = 300
"""Lines at the beginning that the notice may take."""
_REASON = "notice of Project Gutenberg"


@dataclass(frozen=True, slots=True)
class Unframed:
    """A text without the notices around it."""

    lines: tuple[Line, ...]
    """The book's own."""
    title: str = ""
    """What the notice calls it; empty where it says nothing, or there is no notice."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    cuts: tuple[Cut, ...] = ()
    """The notices."""


def unframed(lines: Sequence[Line]) -> Unframed:
    """Return a text's lines without Project Gutenberg's notices, which stand outside two rows with asterisks."""
    start = next((place for place, line in enumerate(lines[:_HEAD]) if _START.match(line.written)), -1)
    if start < 0:
        return Unframed(tuple(lines))
    end = next((place for place in range(len(lines) - 1, start, -1) if _is_end(lines[place])), len(lines))
    fields: dict[str, str] = {}
    for line in lines[:start]:
        if match := _FIELD.fullmatch(line.written):
            fields.setdefault(match["name"].lower(), match["value"].strip())
    outside = (*lines[: start + 1], *lines[end:])
    cuts = tuple(Cut(_REASON, line.written, line.number) for line in outside)
    authors = (fields["author"],) if "author" in fields else ()
    return Unframed(tuple(lines[start + 1 : end]), fields.get("title", ""), authors, cuts)


def _is_end(line: Line) -> bool:
    return len(line.text) < 200 and _END.match(line.written) is not None
