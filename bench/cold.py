"""A first build against what its voice and its encoders alone would take, shared out among all cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from books import ESPEAK, PIPER, Shelf, room
from generate import write
from rows import Row
from sizes import Sizes

__all__ = ["cold"]

_MOST = 1.10


def cold(sizes: Sizes) -> Iterator[Row]:
    """Build a book with espeak, and a shorter one with the embedded voice."""
    yield _built(sizes.words, "espeak", ESPEAK)
    yield _built(sizes.piper, "piper", PIPER)


def _built(words: int, name: str, voice: str) -> Row:
    cores = os.cpu_count() or 1
    with room() as place:
        folder = write(place / "book", words, voice=voice)
        command = (sys.executable, str(Path(__file__).with_name("alone.py")), str(folder))
        alone = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        taken = Shelf(folder).cold()
    engine, encoders = alone["engine"], alone["encoders"]
    least = (engine + encoders) / cores
    parts = f"voice {engine:.1f} and encoders {encoders:.1f} CPU s on {cores} cores, {least:.1f} s"
    what = f"first build of {words:,} words with {name}, {alone['played'] / 3600:.1f} h of sound"
    return Row(what, f"{taken:.1f} s", parts, taken / least, f"at most {_MOST:.2f}", taken <= _MOST * least)
