"""Whether sound begins, pauses and ends as a listener needs it."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured, PartMeasures
from cjpublish.checks.sound.telling import clock, told
from cjpublish.errors import Finding, Severity

__all__ = ["HEAD", "LONG_PAUSE", "NO_PAUSE", "TAIL", "check"]

HEAD = Check(
    "S12",
    "head-silence",
    Severity.WARNING,
    "Too much or too little quiet at the beginning",
    "A player that fades in swallows the first word; after long quiet a listener thinks that nothing plays.",
    "leave half a second to a second of quiet before the first word",
    "ACX audio submission requirements (0.5 to 1 second of room tone at the beginning)",
)
TAIL = Check(
    "S13",
    "tail-silence",
    Severity.WARNING,
    "Too much or too little quiet at the end",
    "The last word runs into the next chapter, or a listener waits for one that does not come.",
    "leave one to five seconds of quiet after the last word",
    "ACX audio submission requirements (1 to 5 seconds of room tone at the end)",
)
LONG_PAUSE = Check(
    "S14",
    "long-pause",
    Severity.WARNING,
    "A pause of more than five seconds",
    "A listener takes it for the end, or for a fault of the player.",
    "shorten the pause, or look for a sentence that is missing there",
    "Common practice in audiobooks",
)
NO_PAUSE = Check(
    "S15",
    "no-pause",
    Severity.WARNING,
    "Minutes of speech without a pause",
    "Nobody can follow speech without pauses, and players find no place to go back to.",
    "leave a pause after every sentence and a longer one after every paragraph",
    "Common practice in audiobooks",
)
_ACX_HEAD = (0.5, 1.0)
_ACX_TAIL = (1.0, 5.0)
_HEAD = (0.01, 5.0)
_TAIL = (0.01, 10.0)
"""Seconds elsewhere: what is cut off at once, and what nobody waits for."""
_TOLERANCE = 0.05
"""Seconds: where exactly sound begins is a matter of the level."""
_LONGEST = 5.0
_UNBROKEN = 120.0
_BRIEF = 1.0
"""Seconds: what is shorter is a sound and no speech."""


def check(measured: Measured, profile: str) -> Iterator[Finding]:
    """Yield too much and too little quiet at the ends, and pauses that are too long or missing."""
    heard = [part for part in measured.parts if part.head is not None and part.played >= _BRIEF]
    if profile == "acx" and measured.kind == "mp3":
        yield from _ends(measured, heard[:1], heard[-1:], _ACX_HEAD, _ACX_TAIL, Severity.ERROR)
    else:
        yield from _ends(measured, heard, heard, _HEAD, _TAIL, None)
    long = [
        (part, f"{clock(part, at)} for {length:.1f} s")
        for part in heard
        for at, length in part.pauses
        if length > _LONGEST
    ]
    yield from told(LONG_PAUSE, measured, "a pause lasts more than 5 seconds", long)
    breathless = [
        (part, f"{clock(part, part.unbroken[0])} for {part.unbroken[1]:.0f} s")
        for part in heard
        if part.unbroken[1] > _UNBROKEN
    ]
    yield from told(NO_PAUSE, measured, "speech goes on without any pause", breathless)


def _ends(
    measured: Measured,
    first: list[PartMeasures],
    last: list[PartMeasures],
    head: tuple[float, float],
    tail: tuple[float, float],
    severity: Severity | None,
) -> Iterator[Finding]:
    """Yield what is wrong at the ends; what begins or ends at once may be meant so, unless a severity is given."""
    heads = [(part, part.head or 0.0) for part in first]
    tails = [(part, part.tail) for part in last]
    for found, what, seconds, (least, most) in (
        (HEAD, "before the first sound", heads, head),
        (TAIL, "after the last sound", tails, tail),
    ):
        long = [(part, f"{length:.1f} s") for part, length in seconds if length > most + _TOLERANCE]
        yield from told(found, measured, f"there is more than {most:g} s of quiet {what}", long, severity=severity)
        enough = least - _TOLERANCE if least > _TOLERANCE else least
        short = [(part, f"{length:.2f} s") for part, length in seconds if length < enough]
        milder = severity or Severity.NOTE
        yield from told(found, measured, f"there is less than {least:g} s of quiet {what}", short, severity=milder)
