"""One file: its sum, and a second name for it."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

__all__ = ["checksum", "has", "link"]


def checksum(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def has(path: Path, sha256: str) -> bool:
    """Tell whether there is a file with this content."""
    return path.is_file() and checksum(path) == sha256


def link(source: str | Path, place: str | Path) -> None:
    """Give a file a second name, or copy it where the disk can't."""
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, place, follow_symlinks=False)
