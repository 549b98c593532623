"""Text that stays text: a backslash before what Markdown would take for a mark, and before nothing else.

A person edits what is written here, so a sign is left alone where it can't be a mark: `5 * 3`, `snake_case`, `[sic]`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["begun", "text"]

_SIGN = re.compile(r"[\\`*_~^\[\]<&{!:(]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash can stand before (CommonMark 0.31.2, 2.4)."""
_ENTITY = re.compile(r"&(#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_BRACKETS = re.compile(r"\[([^\[\]^][^\[\]]*)\](?![(\[{:])")
"""Square brackets that no link, note or language can be made of."""
_BLOCK_SIGNS = (
    (re.compile(r"(?=#{1,6}(\s|$))"), ""),
    (re.compile(r"(?=>)"), ""),
    (re.compile(r"(?=[-+*](\s|$))"), ""),
    (re.compile(r"(\d{1,9})(?=[.)](\s|$))"), r"\1"),
    (re.compile(r"(?=[:~]\s)"), ""),
    (re.compile(r"(?=(=+|[-|:][-|:\s]*)$)"), ""),
)
"""How a line begins that is a heading, quotation, list, definition, rule, or the row below a table's header."""
_CAPTION = re.compile(r"(Table)(?=:)")


def text(content: str, before: str, after: str, lone: Collection[str], bracketed: bool) -> str:
    """Return text as Markdown that is read as this text.

    `before` and `after` are the markup around it, empty at the ends of the block; `lone` are the signs that the block
    has only one of, which is no pair; `bracketed` where it stands between square brackets of a link or a language.
    """
    pairs: set[int] = set()
    if not bracketed:
        pairs = {place for each in _BRACKETS.finditer(content) for place in (each.start(), each.end() - 1)}

    def sign(found: re.Match[str]) -> str:
        place, character = found.start(), found.group()
        left = content[place - 1] if place else before[-1:]
        right = content[place + 1 : place + 2] or after[:1]
        match character:
            case "*" | "_" | "~" | "^":
                needed = (character not in lone and _may_mark(character, left, right)) or character + right == "^["
            case "[":
                needed = place not in pairs or left in ("^", "!", "]")
            case "]":
                needed = place not in pairs and (bracketed or right in ("(", "[", "{"))
            case "&":
                needed = _ENTITY.match(content, place) is not None
            case "!":
                needed = place == len(content) - 1 and after.startswith("[")
            case ":" | "(":
                needed = place == 0 and left == "]"
            case _:
                needed = _may_begin(character, right)
        return "\\" + character if needed else character

    return _SIGN.sub(sign, content)


def _may_mark(sign: str, left: str, right: str) -> bool:
    """Tell whether a sign can open or close a mark where it stands (CommonMark 0.31.2, 6.2)."""
    if sign in "*_" and left.isspace() and right.isspace():
        return False
    return sign != "_" or not (left.isalnum() and right.isalnum())


def _may_begin(sign: str, right: str) -> bool:
    """Tell whether a sign begins something with what stands right of it."""
    if sign == "\\":
        return right in _PUNCTUATION or right in ("", "\n")
    if sign == "<":
        return right.isalpha() or right in ("/", "!", "?")
    return True


def begun(lines: str) -> str:
    """Return the lines of a paragraph so that none begins like another block."""
    found = "\n".join(_line(line) for line in lines.split("\n"))
    return _CAPTION.sub(r"\1\\", found, count=1) if found.startswith("Table:") else found


def _line(line: str) -> str:
    for pattern, kept in _BLOCK_SIGNS:
        if found := pattern.match(line):
            return found.expand(kept + r"\\") + line[found.end() :]
    return line
