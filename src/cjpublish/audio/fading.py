"""Fades as pydub makes them, the same to the byte, all samples at once: pydub calls itself again for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydub import AudioSegment

__all__ = ["faded"]

_LEAST = 10 ** (-120 / 20)
"""The factor that pydub's fades begin or end with: -120 dB."""


def faded(segment: AudioSegment, rise: int, fall: int) -> bytes:
    """Return mono 16-bit PCM that fades in and out over milliseconds, 0 to 100 each and no more than there are.

    Like pydub, whose places are whole milliseconds, it may take or give a sample at the end.
    """
    if rise:
        segment = _like(segment, _ramp(segment, 0, rise, _LEAST, 1.0) + segment[rise:].raw_data)
    if fall:
        end = len(segment)
        segment = _like(segment, segment[: end - fall].raw_data + _ramp(segment, end - fall, end, 1.0, _LEAST))
    return bytes(segment.raw_data)


def _ramp(segment: AudioSegment, begin: int, end: int, first: float, last: float) -> bytes:
    """Return what is between two times (ms) times factors in a straight line, reckoned as `AudioSegment.fade` does."""
    import numpy as np

    start = segment.frame_count(ms=begin)
    count = segment.frame_count(ms=end) - start
    steps = np.arange(int(count))
    places = (start + steps).astype(np.intp)
    samples = np.frombuffer(segment.raw_data, "<i2")
    there = samples[places[places < len(samples)]]
    factors = first + (last - first) / count * steps
    return bytes(np.floor(there * factors[: len(there)]).astype("<i2").tobytes())


def _like(segment: AudioSegment, pcm: bytes) -> AudioSegment:
    return type(segment)(pcm, sample_width=2, frame_rate=segment.frame_rate, channels=1)
