"""Lines of text that were read in a picture, as they are stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Line", "packed", "unpacked"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, as it was read."""

    text: str
    """What it says."""
    certainty: float
    """How sure the recogniser is of it, 0 to 1."""


def packed(lines: Sequence[Line] | None) -> bytes:
    """Return what was read in a picture as it is stored; None stands for one that can't be read."""
    return json.dumps(None if lines is None else [[each.text, each.certainty] for each in lines]).encode()


def unpacked(content: bytes) -> tuple[Line, ...] | None:
    """Return what `packed` was given."""
    rows = json.loads(content)
    return None if rows is None else tuple(Line(*row) for row in rows)
