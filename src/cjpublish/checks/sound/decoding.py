"""A part's packets become samples again, in blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import av
import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.sound.locating import Part, bytes_of

__all__ = ["Block", "Decoded", "blocks"]

Block: TypeAlias = NDArray[np.float32]
"""Channels by samples; full scale is 1."""
_CHUNK = 1 << 16
_LEAD_IN = 2048
"""Samples that are decoded before a part and not heard, so that its first packet has what it fades in from."""


@dataclass(slots=True)
class Decoded:
    """What became of the packets so far."""

    bad: int = 0
    """Packets of the part that could not be decoded."""


def blocks(part: Part, size: int, decoded: Decoded) -> Iterator[Block]:
    """Yield a part's samples in blocks of `size` samples, the last of what is left; counts what can't be decoded."""
    waiting: list[Block] = []
    count = 0
    for samples in _frames(part, decoded):
        waiting.append(samples)
        count += samples.shape[1]
        while count >= size:
            joined = np.concatenate(waiting, axis=1)
            yield joined[:, :size]
            waiting = [joined[:, size:]]
            count -= size
    if count:
        yield np.concatenate(waiting, axis=1)


def _frames(part: Part, decoded: Decoded) -> Iterator[Block]:
    if part.framed:
        skip = part.skip
        for samples in _mpeg(part, decoded):
            yield samples[:, skip:]
            skip = max(0, skip - samples.shape[1])
    else:
        yield from _any(part, decoded)


def _mpeg(part: Part, decoded: Decoded) -> Iterator[Block]:
    """Decode MP3 frames as they lie in the file."""
    decoder = cast(av.AudioCodecContext, av.CodecContext.create("mp3float", "r"))
    own = part.first - part.lead
    with bytes_of(part.file, part.locator) as stream:
        stream.seek(own)
        content = b"\0"
        while content:
            content = stream.read(min(_CHUNK, part.last - stream.tell()))
            for packet in decoder.parse(content):
                own += packet.size
                for frame in _tried(decoder.decode, packet, decoded, counted=own > part.first):
                    yield _samples(frame)


def _any(part: Part, decoded: Decoded) -> Iterator[Block]:
    """Decode what libav demuxes, cut to the part's own samples."""
    with bytes_of(part.file, part.locator) as stream, av.open(stream, "r", metadata_errors="replace") as container:
        track = container.streams.audio[0]
        base = float(track.time_base or 0) * part.rate
        if part.first:
            container.seek(max(0, part.first - round(_LEAD_IN / base)), stream=track)
        for packet in container.demux(track):
            if packet.pts is not None and packet.pts >= part.last:
                break
            for frame in _tried(track.codec_context.decode, packet, decoded, counted=(packet.pts or 0) >= part.first):
                samples = _samples(frame)
                begin = round(((frame.pts or 0) - part.first) * base)
                left = round((part.last - (frame.pts or 0)) * base)
                if begin + samples.shape[1] > 0 and left > 0:
                    yield samples[:, max(0, -begin) : left]


def _tried(
    decode: Callable[[av.Packet[Any]], list[av.AudioFrame]], packet: av.Packet[Any], decoded: Decoded, *, counted: bool
) -> list[av.AudioFrame]:
    try:
        return decode(packet)
    except (av.FFmpegError, EOFError, ValueError):
        decoded.bad += counted
        return []


def _samples(frame: av.AudioFrame) -> Block:
    """Return a frame's samples as numbers up to 1, channel by channel."""
    if frame.format.name == "fltp":
        # `to_ndarray` does the same in three times the time, which is a tenth of all.
        planes = [np.frombuffer(memoryview(plane), np.float32, frame.samples) for plane in frame.planes]
        return np.stack(planes) if len(planes) > 1 else planes[0][np.newaxis]
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "f":
        return samples.astype(np.float32)
    offset = 128 if samples.dtype == np.uint8 else 0
    return ((samples.astype(np.float64) - offset) / (1 << (8 * samples.dtype.itemsize - 1))).astype(np.float32)
