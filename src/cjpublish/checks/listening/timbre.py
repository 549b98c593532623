"""How a voice sounds, as numbers: how high it is, and the shape of its spectrum."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["FRAMES", "Frames", "measured", "of"]

FRAMES = 25
"""A second, that a voice is measured in."""
_RATE = 16000
_STEP = _RATE // FRAMES
_WINDOW = 1024
"""Samples of a frame: 64 ms hold four periods of the lowest voice."""
_BANDS = 26
_SHAPES = 12
"""How many numbers describe a spectrum's shape."""
_LOWEST, _HIGHEST = 60, 400
"""Hz of a speaker's pitch."""
_PERIODIC = 0.5
"""How alike a frame must be to itself a period later, 0 to 1, to have a pitch."""
_FEWEST = FRAMES
"""Frames with a pitch that a voice is known by: a second."""
_BATCH = 1500
"""Frames that are measured at once: a minute."""

Frames = NDArray[np.float32]
"""A row a frame: its level in dB, its pitch in octaves above 55 Hz (NaN where it has none), its spectrum's shape."""


def measured(samples: NDArray[np.float32]) -> Frames:
    """Return the frames of 16 kHz audio."""
    count = len(samples) // _STEP
    padded = np.concatenate([samples, np.zeros(_WINDOW, np.float32)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[: count * _STEP : _STEP]
    batches = [_measured(windows[first : first + _BATCH]) for first in range(0, count, _BATCH)]
    return np.concatenate([np.empty((0, 2 + _SHAPES), np.float32), *batches])


def of(frames: Frames) -> tuple[float, ...]:
    """Return a voice's median pitch (octaves) and mean shape; empty where less than a second of it is voiced."""
    voiced = frames[~np.isnan(frames[:, 1])]
    if len(voiced) < _FEWEST:
        return ()
    loud = voiced[voiced[:, 0] > np.percentile(voiced[:, 0], 95) - 25]
    return (round(float(np.median(loud[:, 1])), 3), *(round(float(value), 2) for value in loud[:, 2:].mean(axis=0)))


def _measured(windows: NDArray[np.float32]) -> Frames:
    levels = 10 * np.log10((windows[:, :_STEP] ** 2).mean(axis=1) + 1e-10)
    tapered = windows * np.hanning(_WINDOW).astype(np.float32)
    powers = np.abs(np.fft.rfft(tapered, 2 * _WINDOW)) ** 2
    bands = 10 * np.log10(powers @ _filters().T + 1e-8)
    return np.column_stack([levels, _pitches(powers), bands @ _cosines().T]).astype(np.float32)


def _pitches(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find each frame's pitch in its autocorrelation, that of the window taken out."""
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_WINDOW), 2 * _WINDOW)) ** 2)
    alike = np.fft.irfft(powers)[:, : _RATE // _LOWEST] / window[: _RATE // _LOWEST]
    alike = alike / np.maximum(alike[:, :1], 1e-9)
    lags = alike[:, _RATE // _HIGHEST :]
    # The first lag that is nearly the best: later ones are its multiples.
    first = (lags >= 0.9 * lags.max(axis=1, keepdims=True)).argmax(axis=1)
    first = np.array([_top(row, at) for row, at in zip(lags, first.tolist(), strict=True)], dtype=int)
    pitches = np.log2(_RATE / (_RATE // _HIGHEST + first) / 55)
    return np.where(lags.max(axis=1) > _PERIODIC, pitches, np.nan)


def _top(row: NDArray[np.float64], at: int) -> int:
    """Return where a row that rises at `at` is highest."""
    while at + 1 < len(row) and row[at + 1] > row[at]:
        at += 1
    return at


@cache
def _filters() -> NDArray[np.float64]:
    """Return triangles, equally wide on the mel scale, from 100 to 7000 Hz."""
    mel = np.linspace(1127 * np.log(1 + 100 / 700), 1127 * np.log(1 + 7000 / 700), _BANDS + 2)
    edges = 700 * (np.exp(mel / 1127) - 1)
    at = np.arange(_WINDOW + 1) * _RATE / (2 * _WINDOW)
    rising = (at - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - at) / np.diff(edges)[1:, None]
    filters: NDArray[np.float64] = np.clip(np.minimum(rising, falling), 0, None)
    return filters


@cache
def _cosines() -> NDArray[np.float64]:
    """Return the cosines that turn bands into a shape; the level itself is left out."""
    numbers = np.arange(1, _SHAPES + 1)[:, None]
    cosines: NDArray[np.float64] = np.cos(np.pi / _BANDS * numbers * (np.arange(_BANDS) + 0.5)) * np.sqrt(2 / _BANDS)
    return cosines
