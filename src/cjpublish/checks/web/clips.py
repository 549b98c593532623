"""The clips of a SMIL 1.0 file, and its ways to write a time (SMIL 1.0, 4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Clip", "clips", "clock"]

_CLOCK = re.compile(r"(?:(?:(\d{1,9}):)?(\d{1,2}):)?(\d+(?:\.\d*)?)(s|ms|min|h)?")
_UNITS = {None: 1.0, "s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of a sound."""

    element: Any
    """The `audio` element."""
    begin: float
    """Seconds in its sound."""
    end: float
    """Seconds in its sound."""


def clips(root: Any) -> Iterator[Clip]:
    """Yield the clips of a SMIL file that say when they begin and end, in order."""
    for element in root.iter("{*}audio"):
        begin = clock((element.get("clip-begin") or "0").removeprefix("npt="))
        end = clock((element.get("clip-end") or "").removeprefix("npt="))
        if begin is not None and end is not None:
            yield Clip(element, begin, end)


def clock(text: str) -> float | None:
    """Return the seconds of `00:02:07`, `127.5s` or `2min`; None where it is no time."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, unit = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds) * _UNITS[unit]
