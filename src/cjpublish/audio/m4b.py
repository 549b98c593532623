"""Encoded chapters become one M4B, packet by packet, with tags, chapter marks and cover.

Nothing is decoded, encoded or measured: a chapter's place follows from the lengths of those before it. One run of
packets is in memory at a time, and of the others no more than how long each AAC packet is.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cjpublish.audio import mp4
from cjpublish.model import Packets

if TYPE_CHECKING:
    from av import AudioStream, Packet
    from av.container import OutputContainer
    from av.container.core import Chapter

__all__ = ["CHPL_CHAPTERS", "CHPL_TITLE", "Part", "write_m4b"]

CHPL_CHAPTERS = 255
"""Chapters that Nero's `chpl` can hold; the QuickTime chapter track holds any number."""
CHPL_TITLE = 255
"""Bytes of UTF-8 that a title in `chpl` can have."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter's audio, in its place."""

    title: str
    """Of its chapter mark."""
    runs: tuple[Packets, ...]
    """What `encode.aac` returned for it."""

    @property
    def length(self) -> int:
        """Samples."""
        return sum(run.length for run in self.runs)


def write_m4b(
    path: Path, parts: Sequence[Part], rate: int, tags: Mapping[str, str], language: str, cover: bytes
) -> None:
    """Write an M4B audiobook: the chapters' AAC as one track, a QuickTime chapter track, Nero `chpl`, tags and cover.

    `tags` have libavformat's names; `language` is ISO 639-2; `cover` is JPEG. Every run of packets but the first loses
    its priming packet: the packet before stands in for it, since every run begins and ends in silence. An edit list
    hides the first one's priming, so that the file plays to the sample. `chpl` holds the first 255 chapters, the
    chapter track all. The same input gives the same bytes: those that libav would write of one packet a frame.
    """
    import av

    # `movie_timescale` counts the edit list in samples; by default it is rounded to milliseconds.
    options = {"brand": "M4B ", "fflags": "+bitexact", "movie_timescale": str(rate)}
    sizes = array("I")
    # PyAV lets no picture into libavformat's `ipod`, which differs from `mp4` in its brands only.
    with av.open(str(path), "w", format="mp4", options=options) as container:
        container.metadata.update(tags)
        container.set_chapters(_chapters(parts, rate))
        audio: AudioStream | None = None
        for run in (run for part in parts for run in part.runs):
            content = run.content()
            ours, data = mp4.frames(content)
            if audio is None:
                audio = _track(container, content, language)
                _attach(container, cover)
            else:
                data = data[ours.pop(0) :]
            container.mux(_packet(audio, rate, data, len(sizes) - 1, len(ours)))
            sizes += ours
    mp4.complete(path, sizes)


def _track(container: OutputContainer, content: bytes, language: str) -> AudioStream:
    """Add a track for frames like those of an MP4."""
    import av

    with av.open(BytesIO(content), "r") as encoded:
        track = container.add_stream_from_template(encoded.streams.audio[0])
    track.metadata["language"] = language
    return track


def _packet(track: AudioStream, rate: int, data: memoryview, begin: int, count: int) -> Packet[AudioStream]:
    """Return AAC frames as one packet; `begin` and `count` are in frames, and the priming frame is the one before 0."""
    import av

    packet = cast("Packet[AudioStream]", av.Packet(bytes(data)))
    packet.stream = track
    packet.time_base = Fraction(1, rate)
    packet.pts = packet.dts = begin * mp4.FRAME
    packet.duration = count * mp4.FRAME
    return packet


def _attach(container: OutputContainer, cover: bytes) -> None:
    """Add a picture; no stream can be added after it."""
    import av
    from av.stream import Disposition

    with av.open(BytesIO(cover), "r") as picture:
        stream = container.add_stream_from_template(picture.streams.video[0])
        stream.disposition = Disposition.attached_pic
        for packet in picture.demux(picture.streams.video[0]):
            if packet.size:
                packet.stream = stream
                container.mux(packet)


def _chapters(parts: Sequence[Part], rate: int) -> list[Chapter]:
    """Return chapter marks that touch, from the first sample to the last."""
    chapters: list[Chapter] = []
    begin = 0
    for number, part in enumerate(parts):
        title = part.title.encode()[:CHPL_TITLE].decode(errors="ignore")
        chapter: Chapter = {
            "id": number,
            "start": begin,
            "end": begin + part.length,
            "time_base": Fraction(1, rate),
            "metadata": {"title": title},
        }
        chapters.append(chapter)
        begin += part.length
    return chapters
