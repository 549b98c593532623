"""The JSON of a timeline without the times of its words, of which a long book has more than fit into memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["without_words", "wordless"]

_MOST_BYTES = 64 << 20


def wordless(path: Path) -> bytes:
    """Return a JSON file's text, less the words of each sentence that has a line to itself, as in our own files.

    All else is as it was, and on the same line. Raises ValueError, saying why, where that is larger than 64 MB or the
    file can't be read.
    """
    kept = bytearray()
    try:
        with path.open("rb") as file:
            while line := file.readline(_MOST_BYTES + 1):
                kept += _short(line) if b'"words"' in line else line
                if len(kept) > _MOST_BYTES:
                    raise ValueError(f"the file is larger than {_MOST_BYTES >> 20} MB")
    except OSError as error:
        raise ValueError(f"the file can't be read: {error.strerror or error}") from error
    return bytes(kept)


def without_words(found: dict[str, Any]) -> dict[str, Any]:
    """Drop a sentence's words as soon as they are read."""
    found.pop("words", None)
    return found


def _short(line: bytes) -> bytes:
    """Return a line that is a whole object, perhaps with a comma after it, without words; any other as it is.

    No text in JSON goes on over the end of a line (RFC 8259, 7), so that an object's line is an object of the document.
    """
    found = line.rstrip()
    one = found.removesuffix(b",")
    try:
        short = json.dumps(json.loads(one.decode(), object_hook=without_words))
    except (ValueError, RecursionError):
        return line
    return short.encode() + found[len(one) :] + b"\n"
