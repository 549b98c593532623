"""The style sheets of the e-book editions."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["spoken_stylesheet", "stylesheet"]


def stylesheet() -> bytes:
    """Return the style sheet, UTF-8; what it may hold is in standards A.24 and A.25."""
    return files("cjpublish.editions.views").joinpath("epub.css").read_bytes()


def spoken_stylesheet() -> bytes:
    """Return what is added to it where a voice reads along: the look of what is being spoken (standards B.5)."""
    return files("cjpublish.editions.views").joinpath("spoken.css").read_bytes()
