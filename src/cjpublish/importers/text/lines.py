"""A text as lines: what each says, where it stands, and what list marker it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "lines_of", "squashed"]

_MARKER = re.compile(r"[*+\-•◦‣▪●○■·][ ]+(?=\S)|\(?\d{1,3}[.)][ ]+(?=\S)|>[ ]*(?=[^\s>])")
"""A list marker, or the mark of a quotation in mail. A dash is none: in many languages it begins what somebody says."""
_LONE_MARKER = re.compile(r"[*+•◦‣▪●○■·]")
_SEPARATOR = re.compile(r"(?:([*#~=_+\-–—•·.⁂❦§])\s*)(?:\1\s*)+|[⁂❦—]|\*\s*\*\s*\*")
_NOT_WORD = re.compile(r"[\W_]+")
_SPACES = re.compile(r" {2,}")
_TAB = 8
"""Columns that a tab leads to, as on a terminal."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something; after hard wraps are undone, a paragraph."""

    text: str
    """Its text without the white space around it and without its list marker."""
    number: int
    """The number of its first line in the source, from 1."""
    indent: int = 0
    """Columns of white space before it."""
    marker: str = ""
    """Its list marker as written: `*`, `1.`, `>`; empty where it has none."""
    follows: bool = False
    """Whether it stands right beneath the line before, with no empty line between."""
    width: int = 0
    """Columns of it as written, with its indent."""

    @property
    def written(self) -> str:
        """Return the text with its list marker."""
        return f"{self.marker} {self.text}" if self.marker else self.text

    @property
    def separates(self) -> bool:
        """Tell whether it is a row of signs without a word, such as `* * *`."""
        return not self.marker and _SEPARATOR.fullmatch(self.text) is not None


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text that say something; its line ends are `\\n`, its white space is spaces and tabs."""
    found: list[Line] = []
    empty = True
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if not stripped or _LONE_MARKER.fullmatch(stripped):
            empty = True
            continue
        indent = _indent(raw)
        match = None if _SEPARATOR.fullmatch(stripped) else _MARKER.match(stripped)
        marker = match[0].rstrip() if match else ""
        words = stripped[match.end() :] if match else stripped
        words = _SPACES.sub(" ", words.replace("\t", " "))
        found.append(Line(words, number, indent, marker, not empty, indent + len(stripped)))
        empty = False
    return found


def _indent(raw: str) -> int:
    white = raw[: len(raw) - len(raw.lstrip())]
    return len(white.expandtabs(_TAB)) if "\t" in white else len(white)


def squashed(text: str) -> str:
    """Return only the letters and digits of a text, in small letters: two texts that say the same have the same."""
    return _NOT_WORD.sub("", text).casefold()
