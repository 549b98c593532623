"""What was measured of one file, stored and taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cjpublish.artifacts.sound import Mark, SoundFile, look
from cjpublish.checks.results import ChapterSound, SoundMeasures
from cjpublish.checks.sound.locating import Part, bytes_of, faulty
from cjpublish.errors import Source

__all__ = ["Measured", "PartMeasures", "result", "unpack"]

Stretch = tuple[float, float]
"""Seconds from the part's begin, and how long it lasts."""


@dataclass(frozen=True, slots=True)
class PartMeasures:
    """One part of a file, measured."""

    locator: str = ""
    """The file's name in its archive; empty where the file is no archive."""
    title: str = ""
    """Of its chapter mark, else its file's name."""
    begin: float = 0.0
    """Seconds from the audio file's first sample."""
    played: float = 0.0
    """Seconds that it should play."""
    codec: str = ""
    """libavcodec's name."""
    rate: int = 0
    """Hz."""
    channels: int = 0
    """1 for mono."""
    bit_rates: tuple[int, int] = (0, 0)
    """The lowest and the highest bit rate of its file, bits a second."""
    missing: float = 0.0
    """Seconds that its file says it plays and does not hold."""
    junk: int = 0
    """Bytes in its file that are no sound."""
    rates: tuple[int, ...] = ()
    """Every sample rate that its file has."""
    error: str = ""
    """Why it could not be measured; then all that follows is empty."""
    seconds: float = 0.0
    """Seconds that were decoded."""
    bad: int = 0
    """Packets that could not be decoded."""
    loudness: float | None = None
    """LUFS; None where it is silent."""
    rms: float | None = None
    """dB; None where it is digital silence."""
    true_peak: float | None = None
    """dBTP; None where it is digital silence."""
    mean: float = 0.0
    """Direct current, full scale is 1."""
    alike: bool = False
    """Whether it has several channels that are all the same."""
    clipped: int = 0
    """Hundredths of a second with clipped samples."""
    clipped_at: float = 0.0
    """Seconds from its begin to the first of them."""
    waveform: tuple[tuple[float, float], ...] = ()
    """As in `ChapterSound`."""
    curve: tuple[float | None, ...] = ()
    """As in `ChapterSound`."""
    noise: float | None = None
    """dB RMS in the pauses; None where there are none of 0.3 s."""
    head: float | None = None
    """Seconds of quiet at its begin; None where it is silent throughout."""
    end: float = 0.0
    """Seconds from its begin to the end of the last sound."""
    pauses: tuple[Stretch, ...] = ()
    """Its longest pauses, the longest first."""
    unbroken: Stretch = (0.0, 0.0)
    """The longest stretch without a pause of 50 ms."""
    clicks: tuple[float, ...] = ()
    """Seconds from its begin."""
    dropouts: tuple[Stretch, ...] = ()
    """Holes in speech."""

    @property
    def silent(self) -> bool:
        """Return whether there is nothing to be heard."""
        return not self.error and (self.head is None or self.loudness is None)

    @property
    def tail(self) -> float:
        """Return the seconds of quiet at its end."""
        return max(0.0, max(self.played, self.seconds) - self.end)


@dataclass(frozen=True, slots=True)
class Measured:
    """One file, measured."""

    name: str
    """As findings name it."""
    kind: str
    """A key of `artifacts.kind.KINDS`."""
    facts: SoundFile | None
    """What an audio file says of itself; None for an archive, and for a file that can't be read."""
    parts: tuple[PartMeasures, ...]
    """In order."""

    def place(self, part: PartMeasures | None = None) -> Source:
        """Return the place of the audio file that holds a part: `book.epub/EPUB/audio/01.mp3`."""
        return Source(f"{self.name}/{part.locator}" if part and part.locator else self.name)

    @property
    def single(self) -> bool:
        """Return whether this is an audio file and not an archive with several."""
        return self.kind in ("m4b", "mp3")

    @property
    def measures(self) -> SoundMeasures:
        """Return what a report draws."""
        readable = [part for part in self.parts if not part.error]
        first = readable[0] if readable else PartMeasures()
        seconds = sum(part.played for part in readable)
        average = sum(sum(part.bit_rates) / 2 * part.played for part in readable) / seconds if seconds else 0
        facts_rate = self.facts.bit_rate if self.facts else 0
        chapters = tuple(map(_chapter, readable))
        return SoundMeasures(
            self.name, seconds, first.codec, first.rate, first.channels, facts_rate or round(average), chapters
        )


def result(path: Path, kind: str, name: str, parts: Sequence[Part], measured: Mapping[str, bytes]) -> bytes:
    """Return what is known of a file, from its parts and from what was measured of each under its key."""
    rows = [_row(part) | json.loads(measured[part.key]) for part in parts]
    facts = None if all(part.error for part in parts) else _facts(path, kind)
    return json.dumps([name, kind, facts, rows], separators=(",", ":")).encode()


def unpack(content: bytes) -> Measured:
    """Return what `result` has packed."""
    name, kind, facts, rows = json.loads(content)
    if facts:
        marks = tuple(Mark(**mark) for mark in facts.pop("marks"))
        cover = facts.pop("cover")
        facts = SoundFile(**facts, marks=marks, cover=tuple(cover) if cover else None)
    return Measured(name, kind, facts, tuple(PartMeasures(**_tuples(row)) for row in rows))


def _row(part: Part) -> dict[str, Any]:
    """Return what is known of a part before it is measured."""
    names = ("locator", "title", "begin", "codec", "rate", "channels", "bit_rates", "missing", "junk", "rates")
    return {name: getattr(part, name) for name in names} | {"played": part.seconds}


def _facts(path: Path, kind: str) -> dict[str, Any] | None:
    if kind not in ("m4b", "mp3"):
        return None
    try:
        with bytes_of(path, "") as stream:
            return asdict(look(stream))
    except faulty():
        return None


def _chapter(part: PartMeasures) -> ChapterSound:
    return ChapterSound(
        title=part.title,
        begin=part.begin,
        seconds=part.played,
        loudness=part.loudness,
        rms=part.rms,
        true_peak=part.true_peak,
        noise=part.noise,
        waveform=part.waveform,
        curve=part.curve,
    )


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose lists are tuples again, those in lists too."""
    return {name: _tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(each) if isinstance(each, list) else each for each in values)
