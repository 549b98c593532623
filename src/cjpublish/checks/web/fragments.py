"""The part of a sound that an address means: `audio/01.mp3#t=1.5,2` (Media Fragments URI 1.0, 4.2.1)."""

from __future__ import annotations

import re

__all__ = ["span"]

_CLOCK = r"(?:(?:(\d{1,9}):)?(\d{1,2}):)?(\d+(?:\.\d+)?)"
_TIME = re.compile(rf"(?:^|&)t=(?:npt:)?(?:{_CLOCK})?(?:,{_CLOCK})?(?:&|$)")


def span(reference: str) -> tuple[str, float, float]:
    """Return the address without its fragment, and the seconds at which its part begins and ends.

    Without a fragment it is the whole: from 0 to infinity.
    """
    file, _, fragment = reference.partition("#")
    found = _TIME.search(fragment)
    if found is None:
        return file, 0.0, float("inf")
    begin = _seconds(*found.group(1, 2, 3))
    return file, begin, _seconds(*found.group(4, 5, 6)) if found[6] else float("inf")


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds or 0)
