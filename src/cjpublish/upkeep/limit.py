"""How much the store may hold."""

from __future__ import annotations

import os
import re

from cjpublish.errors import Finding, InputError, Severity

__all__ = ["VARIABLE", "amount", "limit"]

VARIABLE = "CJPUBLISH_CACHE_LIMIT"
"""The environment variable that sets the limit, such as `5GB`; `0` has all forgotten at the end of each build."""
_DEFAULT = 20_000_000_000
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)\s*([kmgt]?)b?", re.ASCII | re.IGNORECASE)


def limit() -> int:
    """Return the bytes that the store may hold; raises InputError where the environment variable is no amount."""
    text = os.environ.get(VARIABLE, "").strip()
    return amount(text, VARIABLE) if text else _DEFAULT


def amount(text: str, name: str) -> int:
    """Return the bytes that a text such as `500 MB` stands for, a thousand to the kB.

    Raises InputError, which says that `name` is wrong.
    """
    if found := _AMOUNT.fullmatch(text.strip()):
        return int(float(found[1]) * _UNITS[found[2].lower()])
    message = f"{name} is '{text}', which is no amount of bytes"
    raise InputError([Finding("cache-limit", Severity.ERROR, message, fix="write it like 5GB, 500 MB, or 0")])
