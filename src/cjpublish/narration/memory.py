"""Memory that a process no longer needs goes back to the system at once."""

from __future__ import annotations

import ctypes

__all__ = ["give_back"]

_MMAP_THRESHOLD = -3
"""The number of this parameter in glibc's malloc.h."""
_LARGE = 256 * 1024
"""Bytes."""


def give_back() -> None:
    """Have what is large taken from the system piece by piece, and given back as soon as it is freed.

    By itself glibc learns from the first large piece that is freed to keep such pieces (mallopt(3), M_MMAP_THRESHOLD):
    a worker then holds on to what the longest part of a chapter took. Other C libraries are left as they are.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if hasattr(ctypes, "CDLL") else None
    if mallopt:
        mallopt(_MMAP_THRESHOLD, _LARGE)
