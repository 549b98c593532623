"""Inlines as Markdown: each text is read back as it is written, and a mark that can't be read back is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from cjpublish.draft import Inlines
from cjpublish.drafting import escaping
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.reading_back import reads_back
from cjpublish.drafting.styles import pieces, without
from cjpublish.model import Inline, Mark, NoteRef, PageBreak, Text

__all__ = ["heading", "line", "paragraph", "readable"]

_PAIRED = "*_~^"
_CLOSING_SIGNS = re.compile(r"(^|(?<=\s))(?=#+$)")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0<>\\]|\s")
_ENTITY = re.compile(r"&(?=[#A-Za-z0-9]+;)")
_DROPPED = {"s": "struck-out text", "shift": "a subscript or superscript", "em": "italics", "strong": "bold"}
"""What is given up, in this order, where a text can't be read back with all its marks."""


def paragraph(inlines: Inlines) -> str:
    """Return canonical inlines as the lines of a paragraph, without a line's end."""
    return _best(inlines)


def line(inlines: Inlines) -> str:
    """Return canonical inlines as one line: a cell, a term, a caption."""
    return _best(_on_one_line(inlines))


def heading(inlines: Inlines) -> str:
    """Return canonical inlines as a heading's text."""
    written = _best(_on_one_line(inlines), begins=False)
    return _CLOSING_SIGNS.sub(r"\\", written)


def _on_one_line(inlines: Sequence[Inline]) -> Inlines:
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text):
                found.append(Text(text.replace("\n", " ")))
            case Mark():
                found.append(Mark(inline.tag, _on_one_line(inline.children), inline.href, inline.lang))
            case _:
                found.append(inline)
    return tuple(found)


def _best(inlines: Inlines, begins: bool = True) -> str:
    has_marks = any(isinstance(each, Mark) for each in inlines)
    return _written(inlines, (_emphasis(inlines) if has_marks else "") or "*", begins)


def readable(inlines: Inlines, changes: Changes) -> Inlines:
    """Return canonical inlines with as many of their marks as can be written and read back."""
    if not any(isinstance(each, Mark) for each in inlines) or _emphasis(inlines):
        return inlines
    for name, what in _DROPPED.items():
        fewer = without(inlines, name)
        if fewer != inlines:
            changes.note(f"{what} could not be kept where marks cross or touch each other")
            return readable(fewer, changes)
    return inlines


@lru_cache(maxsize=65536)
def _emphasis(inlines: Inlines) -> str:
    """Return the sign of emphasis with which inlines are read back as they are; empty where there is none."""
    return next((sign for sign in "*_" if reads_back(_written(inlines, sign), inlines)), "")


# --- writing ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pieces:
    """A text as it is put together: markup, and text that is not escaped yet."""

    emphasis: str
    found: list[tuple[str, bool, bool, bool]] = field(default_factory=list)
    """Each piece with whether it is text, whether it stands in brackets, and whether its spaces need a backslash."""

    def take(self, inlines: Sequence[Inline], bracketed: bool = False, shifted: bool = False) -> None:
        for inline in inlines:
            match inline:
                case Text(text):
                    self.found.append((text, True, bracketed, shifted))
                case NoteRef(note):
                    self.sign(f"[^{note}]")
                case PageBreak(label):
                    self.sign("[")
                    self.found.append((label, True, True, False))
                    self.sign("]{.page}")
                case Mark(tag="code"):
                    self.sign(_code("".join(str(leaf) for leaf, _ in pieces(inline.children))))
                case Mark():
                    opening, closing = self.signs(inline)
                    self.sign(opening)
                    inside = bracketed or inline.tag in ("a", "span")
                    self.take(inline.children, inside, shifted or inline.tag in ("sub", "sup"))
                    self.sign(closing)

    def sign(self, markup: str) -> None:
        self.found.append((markup, False, False, False))

    def signs(self, mark: Mark) -> tuple[str, str]:
        match mark.tag:
            case "a":
                return "[", f"]({_address(mark.href or '')})"
            case "span":
                return "[", f"]{{lang={mark.lang}}}"
            case "strong":
                return "**", "**"
            case "em":
                return self.emphasis, self.emphasis
            case "s":
                return "~~", "~~"
            case "sub":
                return "~", "~"
            case _:
                return "^", "^"

    def escaped(self) -> Iterator[str]:
        everything = "".join(piece for piece, *_ in self.found)
        lone = {sign for sign in _PAIRED if everything.count(sign) == 1}
        for place, (piece, is_text, bracketed, shifted) in enumerate(self.found):
            if not is_text:
                yield piece
                continue
            before = self.found[place - 1][0] if place else ""
            after = self.found[place + 1][0] if place + 1 < len(self.found) else ""
            text = escaping.text(piece, before, after, lone, bracketed)
            yield text.replace(" ", "\\ ") if shifted else text


def _written(inlines: Sequence[Inline], emphasis: str, begins: bool = True) -> str:
    put_together = _Pieces(emphasis)
    put_together.take(inlines)
    written = "".join(put_together.escaped())
    return (escaping.begun(written) if begins else written).replace("\n", "\\\n")


def _code(text: str) -> str:
    """Return a code span; its fence is longer than any run of backticks within (CommonMark 0.31.2, 6.1)."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    runs = set(re.findall("`+", text))
    fence = next("`" * size for size in range(1, longest + 2) if "`" * size not in runs)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _address(href: str) -> str:
    """Return a link's address so that it ends where it ends; its own percent signs stay."""
    found = _UNSAFE.sub(lambda character: quote(character.group()), href)
    found = _ENTITY.sub(r"\\&", found)
    if not _is_balanced(found):
        found = found.replace("(", "\\(").replace(")", "\\)")
    return found


def _is_balanced(address: str) -> bool:
    depth = 0
    for character in address:
        depth += (character == "(") - (character == ")")
        if not 0 <= depth < 32:
            return False
    return depth == 0
