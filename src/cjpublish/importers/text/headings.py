"""Which lines are headings, and of what level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjpublish.importers.text.lines import Line

__all__ = ["Title", "title_at"]

_NUMBER = (
    r"(?:[IVXLCDM]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the (?:first|second|third|last))"
)
_DIVISION = re.compile(
    rf"(?:chapter|chap\.|kapitel|chapitre|cap[íi]tulo|capitolo|hoofdstuk|глава|letter|act|scene|stave|canto)\s+{_NUMBER}\b.*"
    r"|(?:prologue|epilogue|introduction|preface|foreword|afterword|appendix|conclusion|acknowledge?ments|dedication|etymology)\b[^a-z]{0,80}"
    r"|[IVXLC]+\.?",
    re.I,
)
_PART = re.compile(rf"(?:part|book|volume|vol\.|teil|buch|partie|livre|parte|libro|часть)\s+{_NUMBER}\b.*", re.I)
_ROMAN = re.compile(r"[IVXLC]+\.?|[ivxlc]+\.")
_ENDS = re.compile(r"[.!?…;,。！？][\"'”’»)\]]*$")
_UNDERLINE = re.compile(r"([=\-~*_^#])\1{2,}")
_WORDS = 14
"""Words of the longest heading."""
_LETTERS = 100


@dataclass(frozen=True, slots=True)
class Title:
    """A heading that was found."""

    level: int
    """1 for a part or a chapter of a book, 2 or 3 for what lies within."""
    kind: str
    """`part`, `division` for a numbered or named chapter, `underlined`, `capitals` or `line`."""
    lines: int
    """How many lines it takes, with its underline."""


def title_at(lines: Sequence[Line], place: int) -> Title | None:
    """Return the heading that begins at a place of a text; None where there is none."""
    line = lines[place]
    text = line.text
    if len(text) > _LETTERS or len(text.split()) > _WORDS or line.separates or line.marker in (">", "*", "+", "-", "•"):
        return None
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after and after.follows and _UNDERLINE.fullmatch(after.text) and abs(len(after.text) - len(text)) <= 8:
        return Title(1 if after.text[0] in "=*#" else 2, "underlined", 2)
    alone = not line.follows and (after is None or not after.follows)
    if _is_division(line, alone):
        return Title(1, "part" if _PART.fullmatch(line.written) else "division", 1)
    if after is None or after.separates or not _goes_on(after) or (_ENDS.search(text) and not _is_question(text)):
        return None
    if text.isupper() and alone and any(letter.isalpha() for letter in text):
        return Title(2, "capitals", 1)
    return Title(2, "line", 1) if _stands_out(line, after) else None


def _is_division(line: Line, alone: bool) -> bool:
    text = line.written
    if not alone or len(text.split()) > _WORDS:
        return False
    if _ROMAN.fullmatch(text):
        return True
    named = _DIVISION.fullmatch(text) or _PART.fullmatch(text)
    return bool(named) and text[0].isupper()


def _goes_on(after: Line) -> bool:
    return after.marker != ">"


def _is_question(text: str) -> bool:
    return text.endswith("?") and len(text.split()) <= _WORDS - 4


def _stands_out(line: Line, after: Line) -> bool:
    """Tell whether a short line without a full stop stands before a paragraph as a heading does."""
    first = line.text.lstrip("\"'“‘«¿¡(")[:1]
    begins = first.isupper() or first.isdigit() or not (first.isupper() or first.islower())
    apart = not line.follows or line.indent != after.indent or not after.follows
    longer = len(after.text) > len(line.text) * 1.5 and len(after.text) > 60
    return begins and apart and (longer or bool(after.marker)) and not line.text.endswith((":", "-", "–", "—", ")"))
