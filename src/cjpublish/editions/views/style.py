"""The style sheet of the e-book editions."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["stylesheet"]


def stylesheet() -> bytes:
    """Return the style sheet, UTF-8; what it may hold is in standards A.24 and A.25."""
    return files("cjpublish.editions.views").joinpath("epub.css").read_bytes()
