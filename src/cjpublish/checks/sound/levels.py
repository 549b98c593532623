"""The levels of a stretch of sound in runs of a hundredth of a second: all that is kept of its samples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjpublish.audio import meter
from cjpublish.audio.gating import OFFSET, decibels
from cjpublish.checks.sound.decoding import Block

__all__ = ["FULL", "SHORT_RUNS", "Levels", "gated", "levels", "run_length"]

SHORT_RUNS = 10
"""Runs of the meter (a millisecond) in one of a hundredth of a second."""
FULL = 0.999
"""The magnitude that no player can go beyond: what is above it is cut off when it is played."""
_NARROW = 0.3
"""The part of a run's peak that a millisecond must reach to be counted."""
_SETTLE = 0.4
"""Seconds after which the meter's filters have forgotten that they began."""
_HEADROOM = 0.8
"""In speech no peak between samples rises above the samples around it by more than this factor (2 dB)."""
_ALIKE = 1e-4
"""How much of the sound the difference of two channels may be (−40 dB) where both were the same before encoding."""
_HALF = 16383
_REACH = 16
"""Samples around a point that the meter's interpolation may look at."""
_FIRST = 16
"""Loudest runs whose true peak is measured first: they tell how many others have to be."""
_BATCH = 256
_STEP = 10
"""Runs from one gating block to the next: 100 ms."""
_RELATIVE_GATE = 0.1
"""10 LU below the mean of what passed the absolute gate."""


@dataclass(frozen=True, slots=True)
class Levels:
    """A stretch of sound in runs of about a hundredth of a second."""

    rate: int
    """Hz."""
    run: int
    """Samples of a run."""
    samples: int
    """Of a channel."""
    power: NDArray[np.float32]
    """Mean square of each run without its direct current, all channels' mean."""
    weighted: NDArray[np.float32]
    """The same after K-weighting, all channels' sum (BS.1770-5, annex 1)."""
    lowest: NDArray[np.float32]
    """Each run's lowest sample."""
    highest: NDArray[np.float32]
    """Each run's highest sample."""
    narrow: NDArray[np.uint8]
    """Milliseconds of each run that come near its peak."""
    true_peak: float
    """The greatest magnitude, between samples too (BS.1770-5, annex 2)."""
    clipped: tuple[int, ...]
    """The runs that reach full scale."""
    square: float
    """Mean square of all samples."""
    mean: float
    """Mean of all samples: direct current."""
    alike: bool
    """Whether there are several channels and all are the same."""

    @property
    def peak(self) -> NDArray[np.float32]:
        """Return each run's greatest magnitude."""
        found: NDArray[np.float32] = np.maximum(self.highest, -self.lowest)
        return found

    def seconds(self, runs: float) -> float:
        """Return how long so many runs last."""
        return float(runs) * self.run / self.rate


def run_length(rate: int) -> int:
    """Return the samples of a run."""
    return SHORT_RUNS * meter.run_length(rate)


def levels(blocks: Iterable[Block], rate: int) -> Levels:
    """Measure blocks, each but the last a whole number of runs long."""
    run = run_length(rate)
    kinds = np.float32, np.float32, np.float32, np.float32, np.uint8
    columns: list[list[NDArray[Any]]] = [[np.empty(0, kind)] for kind in kinds]
    before: Block | None = None
    clipped: list[int] = []
    samples, total, energy, peak, apart = 0, 0.0, 0.0, 0.0, 0.0
    for block in blocks:
        channels, count = block.shape
        full = np.pad(block, ((0, 0), (0, -count % run))) if count % run else block
        low, high = _extremes(full, run)
        magnitude = np.maximum(high, -low)
        greatest = magnitude.max(axis=1)
        narrow = (magnitude > _NARROW * greatest[:, np.newaxis]).sum(axis=1, dtype=np.uint8)
        square, power = _powers(full, run)
        found = power, _weighted(before, full, rate), low.min(axis=1), high.max(axis=1), narrow
        for column, values in zip(columns, found, strict=True):
            column.append(values)
        clipped += [samples // run + int(row) for row in np.flatnonzero(greatest >= FULL)]
        peak = _true_peak(full, magnitude.ravel(), run // SHORT_RUNS, peak)
        energy += float(square.sum(dtype=np.float64)) * run / channels
        apart += float(np.square(block[1:] - block[:1]).sum(dtype=np.float64)) if channels > 1 else np.inf
        total += float(block.sum(dtype=np.float64)) / channels
        samples += count
        before = full[:, -round(_SETTLE * rate) :]
    power, weighted, lowest, highest, narrow = map(np.concatenate, columns)
    return Levels(
        rate=rate,
        run=run,
        samples=samples,
        power=power,
        weighted=weighted,
        lowest=lowest,
        highest=highest,
        narrow=narrow,
        true_peak=peak,
        clipped=tuple(clipped),
        square=energy / samples if samples else 0.0,
        mean=total / samples if samples else 0.0,
        alike=apart < _ALIKE * energy,
    )


def gated(weighted: NDArray[np.float32]) -> float:
    """Return the integrated loudness (LUFS) of K-weighted powers by run, gated twice (BS.1770-5, annex 1).

    What is shorter than a gating block is measured whole; minus infinity where nothing passes the absolute gate.
    """
    steps = len(weighted) // _STEP
    if steps < 4:
        sums = weighted.astype(np.float64).mean(keepdims=True) if len(weighted) else np.empty(0)
        blocks = sums
    else:
        sums = weighted[: steps * _STEP].reshape(steps, _STEP).mean(axis=1, dtype=np.float64)
        blocks = np.lib.stride_tricks.sliding_window_view(sums, 4).mean(axis=1)
    blocks = blocks[blocks > meter.GATE]
    if not len(blocks):
        return -np.inf
    return OFFSET + decibels(float(blocks[blocks > blocks.mean() * _RELATIVE_GATE].mean()))


def _extremes(block: Block, run: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the lowest and the highest sample of each millisecond, all channels', in a row for each run."""
    begins = np.arange(0, block.shape[1], run // SHORT_RUNS)
    low, high = (reduce(block, begins, axis=1) for reduce in (np.minimum.reduceat, np.maximum.reduceat))
    return low.min(axis=0).reshape(-1, SHORT_RUNS), high.max(axis=0).reshape(-1, SHORT_RUNS)


def _powers(block: Block, run: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the mean square of each channel's runs, and of each run without its direct current, all channels' mean."""
    rows = block.reshape(len(block), -1, run)
    square = np.einsum("cij,cij->ci", rows, rows) / run
    power = (square - (rows.sum(axis=2) / run) ** 2).mean(axis=0).clip(0)
    return square, power.astype(np.float32)


def _weighted(before: Block | None, block: Block, rate: int) -> NDArray[np.float32]:
    """Return a block's K-weighted power by run; `before` is what the filters hear first."""
    total = np.zeros(block.shape[1] // run_length(rate))
    for number, channel in enumerate(block):
        lead = channel[:0] if before is None else before[number]
        lead = lead[len(lead) % run_length(rate) :]
        pcm = (np.clip(np.concatenate((lead, channel)), -1, 1) * np.float32(32767)).astype("<i2").tobytes()
        powers = meter.weighted_powers(pcm, rate)
        total += powers.reshape(-1, SHORT_RUNS).mean(axis=1)[len(lead) // run_length(rate) :]
    return total.astype(np.float32)


def _true_peak(block: Block, heights: NDArray[np.float32], run: int, peak: float) -> float:
    """Return the greatest of `peak` and a block's true peaks, of which only its loudest runs are looked at.

    `heights` are the greatest magnitudes of runs of `run` samples, all channels'.
    """
    peak = max(peak, float(heights.max(initial=0.0)))
    loud = np.flatnonzero(heights > _HEADROOM * peak)
    loud = loud[np.argsort(-heights[loud])]
    # A run and the sample before it, and as many on both sides, which the interpolation reaches into.
    width = max(run, _REACH) + 1
    window = np.arange(3 * width) - 1
    padded = np.pad(block, ((0, 0), (width, 2 * width))) if len(loud) else block
    for chosen in np.split(loud, range(_FIRST, len(loud), _BATCH)):
        chosen = chosen[heights[chosen] > _HEADROOM * peak]
        if len(chosen):
            near = padded[:, chosen[:, np.newaxis] * run + window]
            # Half as loud, so that what is above full scale stays what it is in 16 bits.
            halved = (np.clip(near, -2, 2) * np.float32(_HALF)).astype(np.int16)
            peaks = meter.peaks(halved.ravel(), width).reshape(-1, 3)[:, 1]
            peak = max(peak, float(peaks.max()) * 32768 / _HALF)
    return peak
