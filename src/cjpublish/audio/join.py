"""Encoded chapters joined packet by packet into one file, with tags, cover and chapter marks; nothing is encoded twice.

A chapter's length is a whole number of packets and it begins and ends in silence. So a chapter's first packet, which only
primes an AAC decoder, can go, and so can the last frames of an MP3 that flush its filter bank: what comes next in the
joined file does the same work, and every sample stays where it was.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.audio.encode import AAC_FRAME, FRAME, add_aac, add_mp3, mp3_frame
from cjpublish.audio.pcm import frames

if TYPE_CHECKING:
    from av.audio import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet, PacketSideData
    from av.stream import Stream

__all__ = ["Part", "write_m4b", "write_mp3"]


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter of a joined file."""

    title: str
    """For people."""
    length: int
    """Samples."""
    read: Callable[[], bytes]
    """Returns the encoded chapter: from `encode.aac` or `encode.mp3`."""


def write_m4b(
    path: Path, parts: Sequence[Part], rate: int, tags: Mapping[str, str], language: str, cover: bytes
) -> None:
    """Write an audiobook in MP4: brand `M4B `, chapters in a QuickTime track and in Nero's `chpl`, cover, tags.

    The index stands before the sound, so that it plays while it is fetched. `language` is ISO 639-2, `cover` is JPEG.
    """
    import av

    options = {"brand": "M4B ", "movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(path, "w", format="mp4", options=options) as container:
        container.metadata.update(tags)
        container.set_chapters(_chapters(parts, rate))
        sound = add_aac(container, rate)
        sound.metadata["language"] = language
        picture = _add_cover(container, cover)
        container.start_encoding()
        _mux_cover(container, picture, cover)
        position = 0
        for index, part in enumerate(parts):
            primed = enumerate(_packets(part.read(), "mp4"), -1)
            for number, content in primed if index == 0 else islice(primed, 1, None):
                container.mux(_packet(sound, content, position + number * AAC_FRAME, AAC_FRAME, rate))
            position += part.length


def write_mp3(
    path: Path, parts: Sequence[Part], rate: int, bitrate: int, tags: Mapping[str, str], cover: bytes
) -> None:
    """Write one MP3 with ID3v2.3 tags, cover and, where there are several parts, chapters (CTOC and CHAP).

    One Info header at the start says what a decoder must leave out at both ends. `cover` is JPEG.
    """
    import av

    options = {"id3v2_version": "3", "write_xing": "1", "fflags": "+bitexact"}
    size = mp3_frame(rate)
    with av.open(path, "w", format="mp3", options=options) as container:
        container.metadata.update(tags)
        if len(parts) > 1:
            container.set_chapters(_chapters(parts, rate))
        sound = add_mp3(container, rate, bitrate)
        picture = _add_cover(container, cover)
        container.start_encoding()
        _mux_cover(container, picture, cover)
        primed, flushed = _edges(sound, rate)
        position = 0
        for index, part in enumerate(parts):
            packets = list(_packets(part.read(), "mp3"))
            last = index == len(parts) - 1
            kept = packets if last else packets[: part.length // size]
            for number, content in enumerate(kept):
                packet = _packet(sound, content, position + number * size, size, rate)
                if position == number == 0:
                    packet.set_sidedata(primed)
                elif last and number == len(kept) - 1:
                    packet.set_sidedata(flushed)
                container.mux(packet)
            position += part.length


def _edges(stream: AudioStream, rate: int) -> tuple[PacketSideData, PacketSideData]:
    """Return how many samples a decoder leaves out at the start and at the end, as the encoder says it.

    Any sound of whole frames gives the same numbers, so the stream's own encoder is given a little silence.
    """
    packets = [packet for frame in [*frames(bytes(2 * FRAME), rate), None] for packet in stream.encode(frame)]
    return packets[0].get_sidedata("skip_samples"), packets[-1].get_sidedata("skip_samples")


def _packets(content: bytes, kind: str) -> Iterator[bytes]:
    import av

    with av.open(io.BytesIO(content), format=kind, options={"ignore_editlist": "1"} if kind == "mp4" else {}) as container:
        for packet in container.demux(container.streams.audio[0]):
            if packet.size:
                yield bytes(packet)


def _packet(stream: AudioStream, content: bytes, begin: int, length: int, rate: int) -> Packet[AudioStream]:
    import av

    packet: Packet[AudioStream] = av.Packet(content)
    packet.stream = stream
    packet.time_base = Fraction(1, rate)
    packet.pts = packet.dts = begin
    packet.duration = length
    packet.is_keyframe = True
    return packet


def _chapters(parts: Iterable[Part], rate: int) -> list[dict[str, object]]:
    chapters: list[dict[str, object]] = []
    begin = 0
    for number, part in enumerate(parts):
        end = begin + part.length
        time = {"start": begin, "end": end, "time_base": Fraction(1, rate)}
        chapters.append({"id": number, **time, "metadata": {"title": part.title}})
        begin = end
    return chapters


def _add_cover(container: OutputContainer, cover: bytes) -> Stream:
    """Add a JPEG as an attached picture, which MP4 writes as `covr` and ID3 as APIC."""
    import av
    from av.stream import Disposition

    with av.open(io.BytesIO(cover), format="jpeg_pipe") as picture:
        stream = container.add_stream_from_template(picture.streams.video[0])
    stream.disposition = Disposition.attached_pic
    return stream


def _mux_cover(container: OutputContainer, stream: Stream, cover: bytes) -> None:
    import av

    packet = av.Packet(cover)
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    container.mux(packet)
