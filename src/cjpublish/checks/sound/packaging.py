"""How sound is packed: the kind of file, the order of what is in it, and its encoding."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.sound import SoundFile
from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured
from cjpublish.checks.sound.telling import told
from cjpublish.errors import Finding, Severity

__all__ = ["ACX_FORMAT", "ACX_LENGTH", "BRAND", "FASTSTART", "FILM", "VARIABLE", "check"]

BRAND = Check(
    "S23",
    "m4b-kind",
    Severity.WARNING,
    "An M4B that does not say that it is an audiobook",
    "Players file it under music: they forget where the listener was, and play it in shuffled order.",
    "set the brand `M4B ` and the media type 2 (`stik`)",
    "ISO/IEC 14496-12, 4.3 File type box; iTunes metadata, `stik`",
)
FASTSTART = Check(
    "S27",
    "m4b-index-last",
    Severity.WARNING,
    "An M4B with its index at the end",
    "A player on the network has to fetch the whole file before it can begin.",
    "move the index (`moov`) to the front: `ffmpeg -i in.m4b -c copy -movflags +faststart out.m4b`",
    "ISO/IEC 14496-12, 8.2.1 Movie box",
)
VARIABLE = Check(
    "S30",
    "variable-bit-rate",
    Severity.WARNING,
    "Variable bit rate where a constant one is asked for",
    "Some reading systems find a place by its share of the file, so that text and voice drift apart.",
    "encode the MP3 with a constant bit rate",
    "ACX audio submission requirements (constant bit rate); practice of Media Overlays",
)
ACX_FORMAT = Check(
    "S31",
    "acx-format",
    Severity.ERROR,
    "An MP3 that ACX does not take",
    "ACX refuses files under 192 kbit/s or of another sample rate than 44.1 kHz.",
    "encode the MP3 with 192 kbit/s or more at 44.1 kHz, or build it with `loudness: acx`",
    "ACX audio submission requirements (file format)",
)
ACX_LENGTH = Check(
    "S32",
    "acx-length",
    Severity.ERROR,
    "A file longer than ACX takes",
    "ACX refuses files of more than 120 minutes.",
    "divide the chapter into files of 120 minutes at most",
    "ACX audio submission requirements (file length)",
)
FILM = Check(
    "S34",
    "video-track",
    Severity.WARNING,
    "Sound with a video track",
    "Audiobook players refuse it, or play it as a film without chapters.",
    "leave out the video track; a cover is an attached picture",
    "ISO/IEC 14496-12, 8.3 Track structure; MP4 `covr`",
)
_AUDIOBOOK = "2"
_ACX_RATE = 44_100
_ACX_BITS = 192_000
_ACX_MINUTES = 120


def check(measured: Measured, profile: str) -> Iterator[Finding]:
    """Yield what is wrong with how a file is packed and encoded."""
    if measured.facts:
        yield from _file(measured, measured.facts)
    if measured.kind == "ebook" or (profile == "acx" and measured.kind == "mp3"):
        varying = [
            (part, f"{part.bit_rates[0] // 1000} to {part.bit_rates[1] // 1000} kbit/s")
            for part in measured.parts
            if part.codec == "mp3" and part.bit_rates[0] != part.bit_rates[1]
        ]
        severity = Severity.ERROR if profile == "acx" and measured.kind == "mp3" else None
        yield from told(VARIABLE, measured, "the bit rate varies", varying, severity=severity)
    if profile == "acx" and measured.kind == "mp3" and measured.parts and not measured.parts[0].error:
        yield from _acx(measured)


def _file(measured: Measured, facts: SoundFile) -> Iterator[Finding]:
    place = measured.place()
    if facts.films:
        yield FILM.found("there is a video track beside the sound", place)
    if measured.kind != "m4b":
        return
    if measured.name.lower().endswith(".m4b"):
        if facts.brand.strip().upper() != "M4B":
            yield BRAND.found(f"the file's brand is `{facts.brand}` and not `M4B `", place)
        elif facts.tags.get("media_type") != _AUDIOBOOK:
            yield BRAND.found("the file's media type (`stik`) is not 2, audiobook", place, severity=Severity.NOTE)
    if not facts.index_first:
        yield FASTSTART.found("the file's index (`moov`) stands after its sound", place)


def _acx(measured: Measured) -> Iterator[Finding]:
    first = measured.parts[0]
    wrong = []
    if first.rate != _ACX_RATE:
        wrong.append(f"{first.rate} Hz and not {_ACX_RATE} Hz")
    if first.bit_rates[0] < _ACX_BITS:
        wrong.append(f"{first.bit_rates[0] // 1000} kbit/s and not {_ACX_BITS // 1000} kbit/s or more")
    if wrong:
        yield ACX_FORMAT.found(f"the MP3 is not as ACX takes it: {', '.join(wrong)}", measured.place())
    minutes = sum(part.played for part in measured.parts) / 60
    if minutes > _ACX_MINUTES:
        # A whole book with its chapters marked goes to other places; ACX takes it chapter by chapter.
        severity = Severity.NOTE if len(measured.parts) > 1 else None
        yield ACX_LENGTH.found(f"the file plays {minutes:.0f} minutes", measured.place(), severity=severity)
