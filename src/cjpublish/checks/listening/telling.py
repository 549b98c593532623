"""How findings speak of sentences and moments."""

from __future__ import annotations

from cjpublish.checks.listening.hearing import Hearing
from cjpublish.errors import Source

__all__ = ["begin", "moment", "place", "quoted"]

_LONGEST = 60


def quoted(text: str) -> str:
    """Return a text in quotation marks, its beginning where it is long."""
    if len(text) <= _LONGEST:
        return f"“{text}”"
    return f"“{text[:_LONGEST].rsplit(' ', 1)[0]} …”"


def moment(seconds: float) -> str:
    """Return a moment as a player shows it: `1:02`, `1:01:02`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def begin(hearing: Hearing, number: int) -> float:
    """Return when a sentence is heard, or should be, in seconds from the audio's start."""
    first, last = hearing.spans[number]
    return hearing.words[first].begin if first < last else hearing.lines[number].line.begin


def place(hearing: Hearing) -> Source:
    """Return the audio file that was heard."""
    return Source(hearing.name)
