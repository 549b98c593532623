"""Encoded chapters become one MP3, frame by frame: nothing is decoded or encoded, one run is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from cjpublish.audio import id3, mpeg
from cjpublish.model import Packets, Pieces

__all__ = ["joined", "write_mp3"]


def write_mp3(path: Path, runs: Sequence[Packets], tag: id3.Tag) -> None:
    """Write an MP3: an ID3v2.3 tag, and what `joined` gives."""
    with path.open("wb") as file:
        file.write(id3.write(tag))
        file.writelines(joined(runs).each())


def joined(runs: Sequence[Packets]) -> Pieces:
    """Return what `encode.mp3` made of one chapter or more as an MP3 without tags: an Info frame, and their frames.

    A run gives the frames of its length. Those in which its encoder was flushed are left out, since the next run begins
    in silence as they do; the last keeps its own. The Info frame names the encoder's delay and padding,
    so that the file plays to the sample. The same input gives the same bytes.
    """
    kept = [_kept(run, is_last=run is runs[-1]) for run in runs]
    header = kept[0].header
    count, size = sum(each.count for each in kept), sum(each.size for each in kept)
    info = mpeg.info_frame(header, count, size, sum(run.length for run in runs))
    return Pieces(len(info) + size, partial(_pieces, info, tuple(zip(runs, kept, strict=True))))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a run gives."""

    header: bytes
    """Of its first frame."""
    count: int
    """Frames."""
    size: int
    """Bytes."""


@lru_cache(maxsize=4096)
def _kept(run: Packets, *, is_last: bool) -> _Kept:
    """Return what a run gives; several editions hold the same runs."""
    content = run.content()
    header = content[: mpeg.HEADER_SIZE]
    most = len(content) if is_last else run.length // mpeg.samples_a_frame(header)
    return _Kept(header, *mpeg.span(content, most))


def _pieces(info: bytes, runs: Sequence[tuple[Packets, _Kept]]) -> Iterator[bytes]:
    yield info
    for run, kept in runs:
        yield run.content()[: kept.size]
