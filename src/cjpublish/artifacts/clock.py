"""Times as SMIL writes them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["seconds"]

_CLOCK = re.compile(r"(?:(?:(\d{1,9}):)?(\d{1,2}):)?(\d{1,12}(?:\.\d*)?)(s|ms|min|h)?")
_UNITS = {"ms": 0.001, "min": 60.0, "h": 3600.0}


@lru_cache(maxsize=4096)
def seconds(value: str) -> float | None:
    """Return the seconds of `0:01:02.500`, `1:02.5`, `62.5s` or `2min`; None where it is no time (SMIL 3.0, 5.4.1)."""
    found = _CLOCK.fullmatch(value.strip())
    if found is None:
        return None
    hours, minutes, rest, unit = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest) * _UNITS.get(unit or "", 1.0)
