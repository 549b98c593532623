"""Encoded chapters become one M4B or one MP3, packet by packet, with tags, chapter marks and cover.

Nothing is decoded, encoded or measured: a chapter's place follows from the lengths of those before it. One run of
packets is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cjpublish.audio import id3, mpeg
from cjpublish.model import Packets

if TYPE_CHECKING:
    from av import AudioStream, Packet
    from av.container import OutputContainer
    from av.container.core import Chapter

__all__ = ["CHPL_CHAPTERS", "CHPL_TITLE", "Part", "mp3", "write_m4b", "write_mp3"]

CHPL_CHAPTERS = 255
"""Chapters that Nero's `chpl` can hold; the QuickTime chapter track holds any number."""
CHPL_TITLE = 255
"""Bytes of UTF-8 that a title in `chpl` can have."""
_AAC_FRAME = 1024
"""Samples of an AAC-LC packet."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter's audio, in its place."""

    title: str
    """Of its chapter mark."""
    runs: tuple[Packets, ...]
    """What `encode.aac` or `encode.mp3` returned for it."""

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
    chapter track all. The same input gives the same bytes.
    """
    import av

    # `movie_timescale` counts the edit list in samples; by default it is rounded to milliseconds.
    options = {"brand": "M4B ", "movflags": "+faststart", "fflags": "+bitexact", "movie_timescale": str(rate)}
    # PyAV lets no picture into libavformat's `ipod`, which differs from `mp4` in its brands only.
    with av.open(str(path), "w", format="mp4", options=options) as container:
        container.metadata.update(tags)
        container.set_chapters(_chapters(parts, rate))
        audio: AudioStream | None = None
        for index, packet in enumerate(_aac_packets(parts)):
            if audio is None:
                audio = container.add_stream_from_template(packet.stream)
                audio.metadata["language"] = language
                _attach(container, cover)
            packet.stream = audio
            packet.time_base = Fraction(1, rate)
            packet.pts = packet.dts = (index - 1) * _AAC_FRAME
            packet.duration = _AAC_FRAME
            container.mux(packet)


def write_mp3(path: Path, parts: Sequence[Part], tag: id3.Tag) -> None:
    """Write an MP3: an ID3v2.3 tag, an Info frame, and the chapters' frames.

    A run gives the frames of its length. Those in which its encoder was flushed are left out, since the next run begins
    in silence as they do; the last keeps its own. The Info frame names the encoder's delay and padding,
    so that the file plays to the sample. The same input gives the same bytes.
    """
    with path.open("wb") as file:
        file.write(id3.write(tag))
        _write_frames(file, parts)


def mp3(part: Part) -> bytes:
    """Return one chapter as an MP3 without tags that plays to the sample, as `write_mp3` says."""
    file = BytesIO()
    _write_frames(file, [part])
    return file.getvalue()


def _write_frames(file: BinaryIO, parts: Sequence[Part]) -> None:
    """Write an Info frame and the chapters' frames where the file stands."""
    runs = [run for part in parts for run in part.runs]
    length = sum(run.length for run in runs)
    count = size = 0
    begin = file.tell()
    for number, run in enumerate(runs, 1):
        content = run.content()
        header = content[: mpeg.HEADER_SIZE]
        if number == 1:
            file.write(bytes(mpeg.info_size(header)))
        is_last = number == len(runs)
        kept, end = mpeg.span(content, len(content) if is_last else run.length // mpeg.samples_a_frame(header))
        size += file.write(memoryview(content)[:end])
        count += kept
    file.seek(begin)
    file.write(mpeg.info_frame(header, count, size, length))


def _aac_packets(parts: Sequence[Part]) -> Iterator[Packet[AudioStream]]:
    """Yield the first run's packets, priming and all, and then every other run's without."""
    import av

    for index, run in enumerate(run for part in parts for run in part.runs):
        with av.open(BytesIO(run.content()), "r") as encoded:
            packets = (packet for packet in encoded.demux(encoded.streams.audio[0]) if packet.size)
            if index:
                next(packets)
            yield from packets


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
