"""Characters: those that no manuscript can hold taken out, line breaks and spaces made alike."""

from __future__ import annotations

import re
import unicodedata

from cjpublish.drafting.changes import Changes

__all__ = ["cleaned", "code_text", "is_ink", "one_line"]

_LINE_BREAK = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_SPACE = re.compile("[\f\x1c-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which is no text (Unicode, D71)."""
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ufeff\ufffe\uffff]")
"""What XML 1.0 or YAML 1.1 forbids, the control characters that XML discourages, and byte-order marks."""
_RUN = re.compile(r"[ \t]*\n[ \t\n]*|[ \t]{2,}|\t")


def cleaned(text: str, changes: Changes) -> str:
    """Return text in NFC with `\\n` between lines, without control characters, runs of white space made one."""
    return _RUN.sub(lambda run: "\n" if "\n" in run.group() else " ", code_text(text, changes))


def code_text(text: str, changes: Changes) -> str:
    """Return the same with every space and line as it is."""
    text = _SPACE.sub(" ", _LINE_BREAK.sub("\n", text))
    text, halves = _HALF.subn("\N{REPLACEMENT CHARACTER}", text)
    text, controls = _FORBIDDEN.subn("", text)
    changes.note("half a character, which is no text, became U+FFFD", halves)
    changes.note("a control character was taken out", controls)
    return unicodedata.normalize("NFC", text)


def one_line(text: str, changes: Changes) -> str:
    """Return text on one line, without white space around it."""
    return " ".join(cleaned(text, changes).split())


def is_ink(character: str) -> bool:
    """Tell whether a character is one to read, neither white space nor one that is taken out."""
    return not (character.isspace() or _FORBIDDEN.match(character))
