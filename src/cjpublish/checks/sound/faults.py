"""What is heard as a fault: clipping, clicks, holes, direct current, the same sound twice."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured
from cjpublish.checks.sound.telling import clock, told
from cjpublish.errors import Finding, Severity

__all__ = ["ALIKE", "CLICK", "CLIPPING", "DIRECT_CURRENT", "DROPOUT", "check"]

CLIPPING = Check(
    "S10",
    "clipping",
    Severity.WARNING,
    "Clipped sound",
    "Cut-off peaks crackle, most of all in headphones and hearing aids.",
    "record with more headroom, or make the sound less loud with a limiter and not by cutting peaks off",
    "EBU R 128; ACX audio submission requirements (peak values)",
)
DIRECT_CURRENT = Check(
    "S11",
    "dc-offset",
    Severity.WARNING,
    "Sound with a direct current in it",
    "It takes headroom, and makes a thump at every cut.",
    "take it out with a high-pass filter at 20 Hz before mastering",
    "Common practice in mastering",
)
CLICK = Check(
    "S16",
    "click",
    Severity.WARNING,
    "Clicks in the quiet",
    "A click in a pause startles, most of all in headphones.",
    "fade the sound in and out at the join, or cut the click away",
    "ACX audio submission requirements (free of extraneous sounds)",
)
DROPOUT = Check(
    "S17",
    "dropout",
    Severity.WARNING,
    "Holes in speech",
    "Words are cut out, and nobody can know which.",
    "record or build the sentence again; look for a full disk or a lost block where the sound was made",
    "ACX audio submission requirements (free of extraneous sounds)",
)
ALIKE = Check(
    "S33",
    "two-channels-alike",
    Severity.NOTE,
    "Stereo with the same sound on both sides",
    "The file is up to twice as large as it has to be.",
    "encode one voice in mono",
    "Common practice in audiobooks (one voice in mono)",
)
_CLIPPED = 3
"""Hundredths of a second: fewer are a limiter's."""
_OFFSET = 0.005


def check(measured: Measured) -> Iterator[Finding]:
    """Yield the faults that are heard, each with the time to jump to."""
    parts = measured.parts
    clipped = [(p, f"{clock(p, p.clipped_at)} and {p.clipped} times in all") for p in parts if p.clipped >= _CLIPPED]
    yield from told(CLIPPING, measured, "peaks are cut off", clipped)
    offset = [(part, f"{part.mean:+.1%}") for part in parts if abs(part.mean) > _OFFSET]
    yield from told(DIRECT_CURRENT, measured, "the sound has a direct current", offset)
    clicks = [(part, clock(part, at)) for part in parts for at in part.clicks]
    yield from told(CLICK, measured, "there is a click" if len(clicks) == 1 else "there are clicks", clicks)
    holes = [(part, f"{clock(part, at)} for {length:.2f} s") for part in parts for at, length in part.dropouts]
    yield from told(DROPOUT, measured, "the sound drops out", holes)
    alike = [(part, f"{part.channels} channels") for part in parts if part.alike]
    yield from told(ALIKE, measured, "the same sound is on every channel", alike)
