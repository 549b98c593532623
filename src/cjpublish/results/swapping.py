"""One folder put in the place of another, whatever ends the program meanwhile."""

from __future__ import annotations

import glob
import shutil
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["recover", "swap"]

_DAY = 86_400.0
"""Seconds."""


def recover(target: Path, old: Path) -> None:
    """Put back the old state of a folder if a run was ended between the two renames of `swap`.

    What runs that were killed had staged is deleted after a day.
    """
    for left in target.parent.glob(f".{glob.escape(target.name)}.new-*"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _DAY:
                shutil.rmtree(left, ignore_errors=True)
    if old.exists():
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def swap(target: Path, new: Path, old: Path) -> None:
    """Put a folder in the place of another, which is called `old` for a moment and then deleted."""
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
