"""Which part of a file is asked for (RFC 9110, 14), where Starlette reads it otherwise than the standard does."""

from __future__ import annotations

import re

__all__ = ["satisfiable"]

_UNIT = re.compile(r"\s*bytes\s*=(.*)", re.I)
_SPAN = re.compile(r"([0-9]+)-([0-9]*)|-([0-9]+)")
_DIGITS = 19
"""As many as the largest size has that a disk counts; a longer number lies behind the end of any file."""


def satisfiable(asked: str, size: int) -> str | None:
    """Return a Range header without the spans that a file of so many bytes lacks; None where it is to be passed over.

    It is passed over where its unit is none of ours or where it is not well formed (14.2). Where no span is left, it
    is one that can't be satisfied.
    """
    unit = _UNIT.fullmatch(asked)
    texts = [text.strip() for text in unit[1].split(",")] if unit else []
    spans = [_SPAN.fullmatch(text) for text in texts if text]
    kept = []
    for span in spans:
        if span is None:
            return None
        first, last, suffix = (_number(group) if group else None for group in span.groups())
        if first is not None and last is not None and last < first:
            return None
        if first is None and suffix and size:
            kept.append(f"-{suffix}")
        elif first is not None and first < size:
            kept.append(f"{first}-{'' if last is None else last}")
    if not spans:
        return None
    return f"bytes={','.join(kept) or f'{size}-'}"


def _number(digits: str) -> int:
    return int(digits.lstrip("0")[:_DIGITS] or 0)
