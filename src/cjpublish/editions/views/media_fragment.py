"""Addresses of files and of places in them that are heard (Media Fragments URI 1.0, 4.2.1)."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["address", "at", "between", "seconds"]


def address(name: str) -> str:
    """Return a path in a package or folder as a relative URL; what a URL can't hold is percent-encoded."""
    return quote(name)


def at(name: str, begin: int) -> str:
    """Return the address of what is heard from a moment on, in milliseconds from the file's start."""
    return f"{address(name)}#t={seconds(begin)}"


def between(name: str, begin: int, end: int) -> str:
    """Return the address of what is heard between two moments, in milliseconds from the file's start."""
    return f"{at(name, begin)},{seconds(end)}"


def seconds(milliseconds: int) -> str:
    """Return milliseconds as seconds with three decimals, exactly."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}"
