"""How PCM is handed to libav and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

__all__ = ["split", "unite"]


def split(pcm: bytes | bytearray, rate: int) -> Iterator[av.AudioFrame]:
    """Yield mono 16-bit PCM as frames of a second each; libav cuts them to a codec's own size itself."""
    samples = np.frombuffer(pcm, "<i2").astype(np.int16, copy=False)
    for begin in range(0, len(samples), rate):
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis, begin : begin + rate], format="s16p", layout="mono")
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = begin
        yield frame


def unite(frames: Iterable[av.AudioFrame]) -> NDArray[np.generic]:
    """Return the samples of mono frames, all of one format, as one array."""
    parts = [frame.to_ndarray()[0] for frame in frames]
    return np.concatenate(parts) if parts else np.empty(0, np.int16)
