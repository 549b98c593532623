"""The parts of a file in any container but MP3's: its packets, read with libav and not decoded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cjpublish.artifacts.sound import SoundFile
from cjpublish.checks.sound.locating import Part, cut

if TYPE_CHECKING:
    from av import AudioStream
    from av.container import InputContainer

__all__ = ["of_packets"]

_CLOSE = 0.05
"""Seconds by which a file's account of its length may differ from its packets'."""


def of_packets(path: Path, locator: str, stream: BinaryIO, facts: SoundFile) -> Iterator[Part]:
    """Yield the parts of a file's first audio track, cut at its chapter marks; a part begins with a packet."""
    import av

    stream.seek(0)
    with av.open(stream, "r", metadata_errors="replace") as container:
        track = container.streams.audio[0]
        base = track.time_base
        if base is None:
            raise ValueError("its sound has no time")
        cuts, titles = cut(facts.marks, facts.seconds or float("inf"))
        edges = [round(second / base) for second in cuts[:-1]]
        keys, begins, end = _keys(container, track, edges, f"{facts.codec} {facts.rate} {facts.channels}")
    missing = max(0.0, facts.seconds - float(end * base))
    begins = [*begins, end]
    spans = [(a, b, key, title) for (a, b), key, title in zip(pairwise(begins), keys, titles, strict=False) if a < b]
    if not spans:
        raise ValueError("it holds no sound")
    for index, (first, last, key, title) in enumerate(spans):
        yield Part(
            key=key,
            file=path,
            locator=locator,
            title=title or Path(locator).name,
            begin=float(first * base),
            seconds=float((last - first) * base),
            codec=facts.codec,
            rate=facts.rate,
            channels=facts.channels,
            first=first,
            last=last,
            bit_rates=(facts.bit_rate, facts.bit_rate),
            missing=missing if index == len(spans) - 1 and missing > _CLOSE else 0.0,
            rates=(facts.rate,),
        )


def _keys(
    container: InputContainer, track: AudioStream, edges: list[int], codec: str
) -> tuple[list[str], list[int], int]:
    """Return each part's key and first time, and the end of all, by the packets that begin nearest to the edges."""
    start = hashlib.sha256(codec.encode() + bytes(track.codec_context.extradata or b""))
    content, keys, begins, end, number = start.copy(), [], [max(0, edges[0])], 0, 0
    following = [*edges[1:], 1 << 62]
    for packet in container.demux(track):
        if packet.pts is None or not packet.size:
            continue
        half = (packet.duration or 0) // 2
        while packet.pts + half >= following[number]:
            keys.append(content.hexdigest())
            content = start.copy()
            begins.append(following[number])
            number += 1
        content.update(packet)
        end = packet.pts + (packet.duration or 0)
    return [*keys, content.hexdigest()], begins, end
