"""Whether sound is as loud and as quiet as its profile asks."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured, PartMeasures
from cjpublish.checks.sound.telling import told
from cjpublish.errors import Finding, Severity

__all__ = ["LOUDNESS", "NOISE", "PEAK", "RMS", "UNEVEN", "check"]

LOUDNESS = Check(
    "S05",
    "loudness",
    Severity.WARNING,
    "Loudness outside the profile",
    "Listeners reach for the volume between this and whatever they heard before.",
    "bring every chapter to the loudness of the profile after mastering, or build it with that profile",
    "EBU R 128; AES TD1008; ITU-R BS.1770-5",
)
PEAK = Check(
    "S06",
    "true-peak",
    Severity.WARNING,
    "Peaks above the profile's ceiling",
    "Peaks between samples distort in players and in the next encoder.",
    "limit the sound to a true peak below the ceiling, 1 dB lower before it is encoded",
    "EBU R 128; ITU-R BS.1770-5, annex 2; ACX audio submission requirements",
)
UNEVEN = Check(
    "S07",
    "uneven-loudness",
    Severity.WARNING,
    "Chapters of different loudness",
    "Listeners have to set the volume again with every chapter.",
    "bring every chapter to the same loudness",
    "EBU R 128; AES TD1008",
)
RMS = Check(
    "S08",
    "rms-level",
    Severity.ERROR,
    "RMS level outside what ACX takes",
    "ACX refuses files that are not between -23 and -18 dB RMS.",
    "bring every file to -20 dB RMS, or build it with `loudness: acx`",
    "ACX audio submission requirements (RMS)",
)
NOISE = Check(
    "S09",
    "noise",
    Severity.WARNING,
    "Noise in the pauses",
    "A hiss or hum tires listeners and hides words from those who hear badly.",
    "record in a quieter room, or take the noise out before the sound is made louder",
    "ACX audio submission requirements (noise floor)",
)
_TARGETS = {"podcast": (-16.0, 1.0), "broadcast": (-23.0, 0.5)}
"""LUFS and the tolerance."""
_MONO = -19.0
"""LUFS that a mono podcast has by convention."""
_CEILINGS = {"podcast": -1.0, "broadcast": -1.0, "acx": -3.0}
"""dBTP."""
_RMS = (-23.0, -18.0)
_NOISE = {"acx": -60.0}
"""dB RMS; elsewhere a listener hears noise above `_HEARD`."""
_HEARD = -45.0
_APART = 3.0
"""LU between chapters."""
_LONG = 10.0
"""Seconds from which a part's loudness tells something."""
_ROUNDING = 0.05


def check(measured: Measured, profile: str) -> Iterator[Finding]:
    """Yield what is too loud, too quiet or uneven for a profile."""
    sounding = [part for part in measured.parts if part.loudness is not None and not part.silent]
    long = [part for part in sounding if part.played >= _LONG or len(sounding) == 1]
    severity = Severity.ERROR if profile == "acx" else None
    if profile == "acx":
        low, high = _RMS
        off = [(part, f"{part.rms:.1f} dB") for part in long if part.rms and not low <= round(part.rms, 1) <= high]
        yield from told(RMS, measured, "the level is not between -23 and -18 dB RMS", off)
    else:
        yield from _loudness(measured, long, profile)
    ceiling = _CEILINGS[profile]
    peaks = [(p, f"{p.true_peak:.1f} dBTP") for p in sounding if p.true_peak and p.true_peak > ceiling + _ROUNDING]
    yield from told(PEAK, measured, f"peaks are above {ceiling:.0f} dBTP", peaks, severity=severity)
    limit = _NOISE.get(profile, _HEARD)
    noisy = [(part, f"{part.noise:.0f} dB") for part in long if part.noise and part.noise > limit]
    yield from told(NOISE, measured, f"the noise in the pauses is above {limit:.0f} dB RMS", noisy, severity=severity)
    yield from _uneven(measured, long)


def _loudness(measured: Measured, parts: list[PartMeasures], profile: str) -> Iterator[Finding]:
    target, tolerance = _TARGETS[profile]

    def fits(part: PartMeasures) -> bool:
        own = (target, _MONO) if profile == "podcast" and part.channels == 1 else (target,)
        return any(abs((part.loudness or 0.0) - each) <= tolerance + _ROUNDING for each in own)

    off = [(part, f"{part.loudness:.1f} LUFS") for part in parts if not fits(part)]
    what = f"the loudness is not {target:.0f} LUFS, give or take {tolerance:g}"
    yield from told(LOUDNESS, measured, what, off)


def _uneven(measured: Measured, parts: list[PartMeasures]) -> Iterator[Finding]:
    """Yield the chapter that is furthest from the others, where it is far from any."""
    values = [part.loudness for part in parts if part.loudness is not None]
    if len(values) < 2 or max(values) - min(values) <= _APART:
        return
    middle = statistics.median(values)
    far = sorted(parts, key=lambda part: -abs((part.loudness or middle) - middle))
    told_of = [(part, f"{(part.loudness or middle) - middle:+.1f} LU") for part in far[:1]]
    what = f"chapters differ by {max(values) - min(values):.1f} LU in loudness, most of all from the others"
    yield from told(UNEVEN, measured, what, told_of)
