"""Finished content as files of the site."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path

from cjpublish.model import Artifact

__all__ = ["file", "hashed"]

_DIGITS = 8


def file(path: str, media_type: str, content: bytes) -> Artifact:
    """Return a file that holds the content."""
    return Artifact(path, media_type, partial(_write, content))


def hashed(path: str, content: bytes) -> str:
    """Return a path with a hash of the content before its suffix: under a name nothing ever changes."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-{sha256(content).hexdigest()[:_DIGITS]}{dot}{suffix}"


def _write(content: bytes, place: Path) -> None:
    place.write_bytes(content)
