"""A program run on a file, whose report is read; nothing of it is left afterwards, whatever happens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, cast

from cjpublish.checks.tools import guard
from cjpublish.checks.tools.failure import ToolFailed

__all__ = ["BOOK", "report"]

BOOK = "book.epub"
"""What the file is called in the folder where the program runs: a name that every program can read."""
_SECONDS = 300
_MOST_BYTES = 256 << 20
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def report(
    file: Path,
    command: Sequence[str],
    name: str,
    *,
    environment: Mapping[str, str] | None = None,
    seconds: float = _SECONDS,
) -> bytes:
    """Run a program in a new folder that holds the file as BOOK; return what it writes there to the file `name`.

    Raises ToolFailed where it can't be started, takes longer, or writes nothing.
    """
    guarded = [sys.executable, "-I", guard.__file__, str(seconds), str(file.absolute()), BOOK, *command]
    started = subprocess.Popen(  # noqa: S603
        guarded,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    with started:
        stdin, stdout = cast("IO[bytes]", started.stdin), cast("IO[bytes]", started.stdout)
        try:
            line = stdout.readline()
            if not line:
                raise ToolFailed(f"{command[0]} could not be started")
            return _read(json.loads(line), name, seconds)
        finally:
            stdin.close()


def _read(answer: Mapping[str, object], name: str, seconds: float) -> bytes:
    path = Path(str(answer["folder"]), name)
    if answer["code"] is None:
        raise ToolFailed(f"it was stopped after {seconds:g} seconds")
    if not path.is_file():
        raise ToolFailed(f"it gave no report (exit code {answer['code']}){_last(str(answer['said']))}")
    if path.stat().st_size > _MOST_BYTES:
        raise ToolFailed(f"its report is larger than {_MOST_BYTES >> 20} MB")
    return path.read_bytes()


def _last(said: str) -> str:
    """Return the last line that tells of an error, or else the last, as the end of a sentence."""
    lines = [" ".join(line.split()) for line in _COLOURS.sub("", said).splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "exception", "fatal"))]
    return f": {(errors or lines)[-1][:300]}" if lines else ""
