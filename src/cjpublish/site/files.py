"""Finished content as files of the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from cjpublish.model import Artifact

__all__ = ["SiteFile", "file", "hashed"]

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class SiteFile(Artifact):
    """A file of the site, small enough to be held."""

    content: bytes = b""
    """What it holds."""


def file(path: str, media_type: str, content: bytes) -> SiteFile:
    """Return a file that holds the content."""
    return SiteFile(path, media_type, partial(_write, content), content=content)


def hashed(path: str, content: bytes) -> str:
    """Return a path with a hash of the content before its suffix: under a name nothing ever changes."""
    stem, dot, suffix = path.rpartition(".")
    return f"{stem}-{sha256(content).hexdigest()[:_DIGITS]}{dot}{suffix}"


def _write(content: bytes, place: Path) -> None:
    place.write_bytes(content)
