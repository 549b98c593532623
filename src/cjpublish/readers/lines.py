"""A source text by its lines: decoding, and where in the file something stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cjpublish.errors import Source
from cjpublish.readers import Reading

__all__ = ["Lines", "decode"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML 1.0 forbids, and the control characters it discourages (2.2)."""


@dataclass(slots=True)
class Lines:
    """The lines of a text, and the place of the first."""

    first: Source
    """Where the first line stands; its column is 0 where columns aren't known."""
    lines: list[str]
    """Without their ends."""

    def place(self, index: int) -> Source:
        """Return where a line's text begins; `index` counts from 0."""
        column = 0
        if self.first.column and index < len(self.lines):
            line = self.lines[index]
            text = line.lstrip(" \t>") or line.lstrip()
            column = len(line) - len(text) + 1
        return Source(self.first.path, self.first.line + index, column)

    def find(self, snippet: str, begin: tuple[int, int], end: int) -> tuple[int, int] | None:
        """Return line and column, from 0, of a snippet at `begin` or after it and before the line `end`."""
        wanted = snippet.partition("\n")[0]
        line, column = begin
        while wanted and line < min(end, len(self.lines)):
            found = self.lines[line].find(wanted, column)
            if found >= 0:
                return line, found
            line, column = line + 1, 0
        return None


def decode(content: bytes, path: str, reading: Reading) -> str | None:
    """Return a file's text in NFC with `\\n` between lines; None where it is not UTF-8 or holds nothing.

    Control characters are faults, and are left out; a sign that a character was lost is a warning.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A byte order mark is cut off before the positions are counted.
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        fix = "save the file as UTF-8"
        reading.fault("encoding", f"byte {column} of this line is not UTF-8", Source(path, line), fix)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        for index, line_text in enumerate(text.split("\n")):
            for found in _FORBIDDEN.finditer(line_text):
                message = f"here is a control character (U+{ord(found.group()):04X})"
                reading.fault("control-character", message, Source(path, index + 1, found.start() + 1), "delete it")
        text = _FORBIDDEN.sub("", text)
    if "\ufffd" in text:
        first = text.index("\ufffd")
        place = Source(path, text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first))
        fix = "write the character that is meant, here and wherever it stands so"
        reading.warn("lost-character", "a character was lost here (U+FFFD) before this file was saved", place, fix)
    if not text.strip():
        reading.fault("empty-file", "this file is empty", Source(path, 1, 1), "write `# Title` and some text into it")
        return None
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
