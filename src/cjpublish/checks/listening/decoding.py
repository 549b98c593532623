"""Audio becomes what a recogniser takes: 16 kHz, mono, in pieces cut where it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from math import isinf
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.listening.script import Sound

if TYPE_CHECKING:
    from av.container import InputContainer

__all__ = ["RATE", "Piece", "opened", "pieces", "samples"]

RATE = 16000
"""Hz."""
_LONGEST = 28
"""Seconds of a piece at most: the recogniser's window is 30."""
_SHORTEST = 18
"""Seconds of a piece at least, but for the last."""
_FRAME = 320
"""Samples over which quiet is measured: 20 ms."""
_PAUSE = 15
"""Frames of quiet that a cut is looked for in the middle of."""
_LEAD = 1.0
"""Seconds decoded before those that are wanted: a decoder needs a packet or two to find its feet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a chapter's audio."""

    begin: float
    """Seconds from the audio's start."""
    samples: NDArray[np.float32]
    """−1 to 1."""

    @property
    def end(self) -> float:
        """Return where it ends, in seconds from the audio's start."""
        return self.begin + len(self.samples) / RATE


@contextmanager
def opened(sound: Sound) -> Iterator[InputContainer]:
    """Open the audio file that a sound is in; raises InputError or av.FFmpegError where it can't be read."""
    import av

    file: BinaryIO | str = str(sound.file)
    if sound.entry:
        from cjpublish.importers import Original, archive

        with archive.opened(Original(sound.file, sound.file.name)) as files:
            file = BytesIO(files.read(sound.entry))
    with av.open(file, "r", metadata_errors="replace") as container:
        yield container


def samples(sound: Sound) -> NDArray[np.float32]:
    """Return a sound that is short."""
    return np.concatenate([np.empty(0, np.float32), *_blocks(sound)])


def pieces(sound: Sound) -> Iterator[Piece]:
    """Yield a sound piece by piece, cut in its pauses."""
    held = np.empty(0, np.float32)
    begin = sound.begin
    for block in _blocks(sound):
        held = np.concatenate([held, block])
        while len(held) >= _LONGEST * RATE:
            cut = _quietest(held[: _LONGEST * RATE])
            yield Piece(begin, held[:cut])
            begin += cut / RATE
            held = held[cut:]
    if len(held):
        yield Piece(begin, held)


def _blocks(sound: Sound) -> Iterator[NDArray[np.float32]]:
    """Yield a sound as it is decoded, from its first sample to its last."""
    import av

    with opened(sound) as container:
        stream = container.streams.audio[0]
        if sound.begin > _LEAD:
            container.seek(int((sound.begin - _LEAD) * av.time_base))
        resampler = av.AudioResampler("fltp", "mono", RATE)
        at: int | None = None
        last = None if isinf(sound.end) else round(sound.end * RATE)
        for frame in container.decode(stream):
            if at is None:
                at = round((frame.time or 0.0) * RATE) - round(sound.begin * RATE)
                last = None if last is None else last - round(sound.begin * RATE)
            frame.pts = None
            for out in resampler.resample(frame):
                block = out.to_ndarray()[0]
                wanted = block[max(0, -at) : None if last is None else max(0, last - at)]
                at += len(block)
                if len(wanted):
                    yield wanted
            if last is not None and at >= last:
                return


def _quietest(held: NDArray[np.float32]) -> int:
    """Return the sample in the middle of the quietest stretch, between the shortest and the longest piece."""
    frames = held[_SHORTEST * RATE :].reshape(-1, _FRAME)
    powers = (frames * frames).mean(axis=1)
    around = np.convolve(powers, np.ones(_PAUSE) / _PAUSE, "valid")
    return _SHORTEST * RATE + (int(around.argmin()) + _PAUSE // 2) * _FRAME
