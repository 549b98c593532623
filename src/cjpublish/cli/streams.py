"""Standard output and standard error, which no character can break; and what happens where one is full or closed."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from cjpublish.errors import DiskError, disk_faults

__all__ = ["shown", "unbreakable", "writing"]

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal, breaks a line or turns its order round, and bytes of a file's name that are no text."""
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_RAW = 0xDC00
"""What Python adds to a byte of a file's name that is no text (PEP 383)."""


def shown(text: str) -> str:
    r"""Return a text as one line that a terminal only shows: a newline as `\n`, an escape as `\x1b`."""
    return _UNSAFE.sub(_escaped, text)


def unbreakable(*streams: object) -> None:
    """Have streams write what their encoding lacks as an escape."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def writing(stream: IO[str], name: str) -> Iterator[None]:
    """Send off all that is written to a stream while the block runs.

    Raises DiskError where there is no room for it. A reader who has gone away is no fault. In both cases what is
    written from then on goes nowhere.
    """
    try:
        with disk_faults(name):
            yield
            stream.flush()
    except DiskError as error:
        _silence(stream)
        if not isinstance(error.__cause__, BrokenPipeError):
            raise


def _silence(stream: IO[str]) -> None:
    """Let a stream lead nowhere, so that the end of the program doesn't try once more to send what is left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    number = ord(character)
    number -= _RAW if _RAW + 0x80 <= number <= _RAW + 0xFF else 0
    return _SHORT.get(character) or (f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}")
