"""The clips of a SMIL 1.0 file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cjpublish.artifacts import clock

__all__ = ["Clip", "clips"]


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
        begin = clock.seconds((element.get("clip-begin") or "0").removeprefix("npt="))
        end = clock.seconds((element.get("clip-end") or "").removeprefix("npt="))
        if begin is not None and end is not None:
            yield Clip(element, begin, end)
