"""Makes text fit for XML and for UTF-8, whoever wrote it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

__all__ = ["fit"]

T = TypeVar("T")
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (2.2): control characters, and halves of characters, which UTF-8 can't hold either."""


def fit(value: T) -> T:
    """Return a value with U+FFFD for each character that XML can't hold, in all its texts."""
    found: Any = value
    if isinstance(found, str):
        found = _UNFIT.sub("\ufffd", found)
    elif isinstance(found, tuple):
        found = tuple(map(fit, found))
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(found, **{field.name: fit(getattr(found, field.name)) for field in fields(found)})
    return found  # type: ignore[no-any-return]  # of the same type as before
