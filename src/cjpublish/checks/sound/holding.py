"""Whether a file can be played, all of it."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured, PartMeasures
from cjpublish.checks.sound.telling import told
from cjpublish.errors import Finding, Severity

__all__ = ["DAMAGED", "MIXED", "SILENT", "TRUNCATED", "UNREADABLE", "check"]

UNREADABLE = Check(
    "S01",
    "sound-unreadable",
    Severity.ERROR,
    "Sound that can't be played",
    "Nobody can listen to it.",
    "make the file once more, or copy it again from where it came",
    "EPUB 3.3, 3.2 Core media types; ISO/IEC 11172-3; ISO/IEC 14496-3",
)
DAMAGED = Check(
    "S02",
    "sound-damaged",
    Severity.ERROR,
    "Sound with damaged places",
    "Players skip damaged places, crackle there, or stop.",
    "make the file once more, or copy it again from where it came",
    "ISO/IEC 11172-3, 2.4.1 Specification of the coded audio bitstream syntax",
)
TRUNCATED = Check(
    "S03",
    "sound-truncated",
    Severity.ERROR,
    "Sound that ends before its time",
    "The end of the text is missing, and a player that counts on the length hangs.",
    "make the file once more, or copy it again: it was cut short on its way",
    "ISO/IEC 14496-12, 8.6 Track time structures; Xing and LAME Info frame; id3v2.3.0, TLEN",
)
SILENT = Check(
    "S04",
    "silent-chapter",
    Severity.ERROR,
    "A chapter in which nothing is heard",
    "A listener takes it for the end of the book, or for a fault of the player.",
    "record or build the chapter again",
    "ITU-R BS.1770-5, annex 1 (nothing above the gate of -70 LUFS)",
)
MIXED = Check(
    "S35",
    "mixed-rates",
    Severity.WARNING,
    "Sound that changes its sample rate or its channels",
    "Many players play what follows a change too fast or too slowly, or not at all.",
    "bring all audio to one sample rate and one number of channels before it is joined",
    "ACX audio submission requirements (consistent files)",
)
_SHORTER = 0.5
"""Seconds by which what is decoded may fall short."""
_TLEN = 1.0
_JUNK = 1024
"""Bytes between or after frames that many encoders leave."""
_SHORT = 1.0
"""Seconds: shorter parts may be silent."""


def check(measured: Measured) -> Iterator[Finding]:
    """Yield what can't be played, is damaged, cut short, silent, or changes on its way."""
    parts = measured.parts
    if not parts and measured.single:
        yield UNREADABLE.found("the sound can't be played: there is none in it", measured.place())
    yield from told(UNREADABLE, measured, "the sound can't be played", [(p, p.error) for p in parts if p.error])
    damaged = [(part, f"{part.bad} of its packets can't be decoded") for part in parts if part.bad]
    foreign = [(part, f"{part.junk} bytes are no sound") for part in parts if part.junk > _JUNK]
    yield from told(DAMAGED, measured, "parts of the sound are damaged", damaged or foreign)
    cut = [(part, f"{left:.1f} s are missing") for part in parts if (left := missing(measured, part))]
    yield from told(TRUNCATED, measured, "the sound ends before its time", cut)
    silent = [(part, f"{part.played:.0f} s") for part in parts if part.silent and part.played >= _SHORT]
    yield from told(SILENT, measured, "nothing is heard", silent)
    yield from _mixed(measured)


def missing(measured: Measured, part: PartMeasures) -> float:
    """Return the seconds that a part lacks; 0 where it is whole."""
    if part.error:
        return 0.0
    short = part.played - part.seconds
    lacking = max(part.missing, short if short > _SHORTER and not part.bad else 0.0)
    if lacking or part is not measured.parts[-1] or measured.kind != "mp3" or not measured.facts:
        return lacking
    declared = measured.facts.tags.get("tlen", "")
    short = int(declared) / 1000 - part.begin - part.played if declared.isdecimal() else 0.0
    return short if short > _TLEN else 0.0


def _mixed(measured: Measured) -> Iterator[Finding]:
    read = [part for part in measured.parts if not part.error]
    rates = sorted({rate for part in read for rate in part.rates})
    if len(rates) > 1:
        listed = ", ".join(f"{rate} Hz" for rate in rates)
        yield MIXED.found(f"the sound has more than one sample rate: {listed}", measured.place())
    elif len({part.channels for part in read}) > 1:
        yield MIXED.found("some of the sound is mono and some is stereo", measured.place())
