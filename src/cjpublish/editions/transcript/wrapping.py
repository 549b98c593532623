"""Running text in lines of plain text."""

from __future__ import annotations

import re
import sys

from cjpublish.editions.views.breaks import SEAM, breaks
from cjpublish.editions.views.columns import offsets

__all__ = ["wrapped"]

_SPACES = re.compile(r"[ \t\n\r]+")


def wrapped(text: str, language: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` columns; a word or an address that is longer stands whole on its own.

    `language` is BCP 47. None for a text of nothing but white space.
    """
    text = _SPACES.sub(" ", text).strip()
    at = offsets(text)
    places = [(place.end, place.begin) for place in breaks(text, language, sys.maxsize) if place.cost < SEAM]
    lines: list[str] = []
    begin = end = after = 0
    for stop, following in [*places, (len(text), len(text))]:
        if end > begin and at[stop] - at[begin] > width:
            lines.append(text[begin:end])
            begin = after
        end, after = stop, following
    return [*lines, text[begin:end]] if text else []
