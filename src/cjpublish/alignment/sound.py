"""The recording as such: how loud it is, where it pauses, and pieces of it as the model wants them.

Time is in frames of 10 ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjpublish.alignment.decoder import HZ
from cjpublish.audio.pcm import resample

__all__ = ["FRAMES", "Recording"]

FRAMES = 100
"""Frames a second."""
_RMS = 2000.0
"""What speech is brought to before it is recognised, of 32,768."""
_QUIETEST, _DEEPEST = -90.0, 50.0
"""dBFS under which all is silence, and how many dB under the loud parts."""
_BLOCK, _AROUND = 500, 6
"""Frames that have one noise floor, and how many blocks on each side it is taken from."""
_MOMENT, _PERIODIC = 640, 0.6
"""Samples at 16 kHz that pitch is looked for in, and how alike they must be to themselves a period later."""
_PAUSE = 20
"""Frames of quiet between two stretches of sound."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording and its loudness."""

    pcm: bytes
    """Mono 16-bit."""
    rate: int
    """Hz."""
    levels: NDArray[np.float32]
    """dBFS of each frame, low rumble left out."""
    sounds: NDArray[np.bool_]
    """Whether a frame is louder than the room."""
    loud: float
    """dBFS of the recording's loud parts."""
    gain: float
    """What brings its speech to the level that the model is given."""

    @classmethod
    def of(cls, pcm: bytes, rate: int) -> Recording:
        """Measure a recording."""
        levels = _levels(pcm, rate)
        loud = float(np.percentile(levels, 95)) if len(levels) else _QUIETEST
        powers = 10 ** (levels[levels > loud - 20] / 10)
        rms = 32768 * float(np.sqrt(powers.mean())) if len(powers) else 1.0
        return cls(pcm, rate, levels, levels > _thresholds(levels, loud), loud, _RMS / max(rms, 1.0))

    @property
    def length(self) -> int:
        """The number of whole frames."""
        return len(self.levels)

    def piece(self, begin: float, end: float) -> NDArray[np.int16]:
        """Return the sound between two frames at the model's rate and level."""
        first, last = (max(0, round(at * self.rate / FRAMES)) for at in (begin, end))
        samples = np.frombuffer(resample(self.pcm[2 * first : 2 * last], self.rate, HZ), "<i2")
        return np.clip(samples * self.gain, -32768, 32767).astype(np.int16)

    def stretches(self) -> list[tuple[int, int]]:
        """Return where sound is: frames [begin, end), a pause of 0.2 s or more between two."""
        sound = np.flatnonzero(self.sounds)
        if not len(sound):
            return []
        breaks = np.flatnonzero(np.diff(sound) > _PAUSE)
        begins = sound[np.concatenate(([0], breaks + 1))]
        ends = sound[np.concatenate((breaks, [len(sound) - 1]))] + 1
        return list(zip(begins.tolist(), ends.tolist(), strict=True))

    def voiced(self, begin: float, end: float) -> float:
        """Return the share of moments between two frames that have the pitch of a voice (60 to 400 Hz)."""
        samples = self.piece(begin, end).astype(np.float64)
        if len(samples) < _MOMENT:
            return 0.0
        moments = np.lib.stride_tricks.sliding_window_view(samples, _MOMENT)[:: HZ // FRAMES]
        moments = (moments - moments.mean(axis=1, keepdims=True)) * np.hanning(_MOMENT)
        spectra = np.abs(np.fft.rfft(moments, 2 * _MOMENT)) ** 2
        window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_MOMENT), 2 * _MOMENT)) ** 2)
        similar = np.fft.irfft(spectra) / window.clip(1e-9)
        lags = similar[:, HZ // 400 : HZ // 60].max(axis=1) / np.maximum(similar[:, 0], 1e-9)
        return float((lags > _PERIODIC).mean())


def _levels(pcm: bytes, rate: int) -> NDArray[np.float32]:
    """Return the level of each frame in dBFS, a minute at a time."""
    samples = np.frombuffer(pcm, "<i2", count=len(pcm) // 2)
    total = len(samples) * FRAMES // rate
    parts = [np.empty(0, np.float32)]
    for first in range(0, total, 60 * FRAMES):
        edges = np.arange(first, min(first + 60 * FRAMES, total) + 1) * rate // FRAMES
        piece = samples[edges[0] : edges[-1]].astype(np.float32) / 32768
        # A first difference scaled to the speech's own middle (about 500 Hz) takes hum and rumble away.
        sharp = np.diff(piece, prepend=piece[:1]) * np.float32(rate / (2 * np.pi * 500))
        powers = np.add.reduceat(sharp * sharp, edges[:-1] - edges[0]) / np.diff(edges)
        parts.append((10 * np.log10(np.maximum(powers, 10 ** (_QUIETEST / 10)))).astype(np.float32))
    return np.concatenate(parts)


def _thresholds(levels: NDArray[np.float32], loud: float) -> NDArray[np.float32]:
    """Return, by frame, a third of the way from the noise floor around it to the loud parts, at least 8 dB."""
    floors = list(_floors(levels))
    thresholds = np.empty_like(levels)
    for number, floor in enumerate(floors):
        base = max(floor, loud - _DEEPEST)
        thresholds[number * _BLOCK : (number + 1) * _BLOCK] = base + max(8.0, (loud - base) / 3)
    return thresholds


def _floors(levels: NDArray[np.float32]) -> Iterator[float]:
    for first in range(0, len(levels), _BLOCK):
        around = levels[max(0, first - _AROUND * _BLOCK) : first + (_AROUND + 1) * _BLOCK]
        yield float(np.percentile(around, 5))
