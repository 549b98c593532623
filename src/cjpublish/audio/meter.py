"""Measures of sound: loudness after ITU-R BS.1770, true peak, RMS, each in runs of about a millisecond."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from cjpublish.audio.frames import split

__all__ = ["GATE", "blocks", "decibels", "gated", "integrated", "peaks", "powers", "run_length", "weighted_powers"]

_OFFSET = -0.691
"""LUFS of a mean square of 1 after K-weighting (BS.1770-5, annex 1, equation 2)."""
GATE = 10 ** ((-70.0 - _OFFSET) / 10)
"""The K-weighted power of -70 LUFS, under which nothing counts as sound (BS.1770-5, annex 1)."""
_RELATIVE_GATE = -10.0
"""LU below the loudness of what passed the absolute gate."""
_RUNS_A_STEP = 100
"""Runs from one gating block to the next: 100 ms."""
_TAPS = 16
"""Samples that each point between two samples is computed from."""
_CHUNK = 1500
"""Runs worked on at once, so that their samples stay in the processor's cache."""
_FULL_SCALE = 32768.0


def run_length(rate: int) -> int:
    """Return the samples of one run: a millisecond, rounded to whole samples."""
    return round(rate / 1000)


def decibels(power: float) -> float:
    """Return a power (mean square) in dB; minus infinity for none."""
    return 10 * math.log10(power) if power > 0 else -math.inf


def integrated(powers: NDArray[np.float64]) -> float:
    """Return the integrated loudness (LUFS) of K-weighted powers by run, gated twice (BS.1770-5, annex 1).

    Minus infinity where nothing is above the absolute gate or there are less than 0.4 s.
    """
    sounding = _sounding(powers)
    if not len(sounding):
        return -math.inf
    gate = sounding.mean() * 10 ** (_RELATIVE_GATE / 10)
    return _OFFSET + decibels(float(sounding[sounding > gate].mean()))


def blocks(powers: NDArray[np.float64]) -> tuple[tuple[int, int, float], ...]:
    """Return the gating blocks of K-weighted powers, so that those of several pieces can be gated together.

    Each group of them: the loudness in tenths of an LU, how many there are, and the sum of their powers.
    """
    sounding = _sounding(powers)
    tenths = np.floor(10 * (_OFFSET + 10 * np.log10(sounding))).astype(np.int64)
    values, places, counts = np.unique(tenths, return_inverse=True, return_counts=True)
    sums = np.bincount(places, sounding, len(values))
    return tuple(zip(values.tolist(), counts.tolist(), sums.tolist(), strict=True))


def gated(blocks: Sequence[tuple[int, int, float]]) -> float:
    """Return the integrated loudness (LUFS) of blocks as `blocks` returns them, to a tenth of an LU at the gate."""
    mean = sum(power for _, _, power in blocks) / sum(count for _, count, _ in blocks)
    gate = math.floor(10 * (_OFFSET + decibels(mean) + _RELATIVE_GATE))
    loud = [(count, power) for tenths, count, power in blocks if tenths >= gate]
    return _OFFSET + decibels(sum(power for _, power in loud) / sum(count for count, _ in loud))


def _sounding(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the powers of the blocks of 400 ms, each 100 ms after the one before, that are above the absolute gate."""
    steps = len(powers) // _RUNS_A_STEP
    if steps < 4:
        return np.empty(0, np.float64)
    sums = powers[: steps * _RUNS_A_STEP].reshape(steps, _RUNS_A_STEP).mean(axis=1)
    found: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(sums, 4).mean(axis=1)
    return found[found > GATE]


def powers(samples: NDArray[np.int16], run: int) -> NDArray[np.float64]:
    """Return the mean square of each run of samples; full scale is 1. What is left at the end is a run of its own."""
    chunk = _CHUNK * run
    parts = (samples[begin : begin + chunk].astype(np.float64) / _FULL_SCALE for begin in range(0, len(samples), chunk))
    return _mean_squares(parts, run)


def weighted_powers(pcm: bytes | bytearray, rate: int) -> NDArray[np.float64]:
    """Return the mean square of each run after K-weighting (BS.1770-5, annex 1, figures 2 and 4); full scale is 1.

    The two filters are those of the recommendation, which gives them at 48 kHz only, computed for `rate` Hz from
    their analogue prototypes.
    """
    graph = Graph()
    source = graph.add_abuffer(format="s16p", sample_rate=rate, layout="mono", channels=1)
    wide = graph.add("aformat", "sample_fmts=dblp")
    shelf = graph.add("biquad", _arguments(*_shelf(rate)))
    high_pass = graph.add("biquad", _arguments(*_high_pass(rate)))
    graph.link_nodes(source, wide, shelf, high_pass, graph.add("abuffersink")).configure()
    return _mean_squares((frame.to_ndarray()[0] for frame in _through(graph, split(pcm, rate))), run_length(rate))


def peaks(samples: NDArray[np.int16], run: int) -> NDArray[np.float32]:
    """Return the greatest magnitude of each run, between its samples too (BS.1770-5, annex 2: four-fold oversampling).

    Full scale is 1. A point between the last sample of a run and the first of the next belongs to the former.
    """
    chunk = _CHUNK * run
    before, after = _TAPS // 2 - 1, _TAPS // 2
    found = []
    for begin in range(0, len(samples), chunk):
        end = min(begin + chunk, len(samples))
        part = samples[max(0, begin - before) : end + after].astype(np.float32) / np.float32(_FULL_SCALE)
        missing = max(0, before - begin), max(0, end + after - len(samples)) + -(end - begin) % run
        found.append(_chunk_peaks(np.pad(part, missing), run))
    return np.concatenate(found) if found else np.empty(0, np.float32)


def _chunk_peaks(padded: NDArray[np.float32], run: int) -> NDArray[np.float32]:
    """Return the peaks of whole runs, which have the samples that are needed on both sides around them."""
    count = len(padded) - _TAPS + 1
    own = padded[_TAPS // 2 - 1 :][:count]
    greatest = np.abs(own)
    between = np.empty(count, np.float32)
    product = np.empty(count, np.float32)
    for taps in _interpolators():
        between[:] = 0
        for index, tap in enumerate(taps):
            np.multiply(padded[index : index + count], tap, out=product)
            np.add(between, product, out=between)
        np.abs(between, out=between)
        np.maximum(greatest, between, out=greatest)
    found: NDArray[np.float32] = greatest.reshape(-1, run).max(axis=1)
    return found


def _mean_squares(parts: Iterable[NDArray[np.float64]], run: int) -> NDArray[np.float64]:
    """Return the mean square of each run of what several arrays make together."""
    rest = np.empty(0, np.float64)
    found = []
    for part in parts:
        samples = np.concatenate((rest, part)) if len(rest) else part
        whole = len(samples) // run * run
        rows = samples[:whole].reshape(-1, run)
        found.append(np.einsum("ij,ij->i", rows, rows) / run)
        rest = samples[whole:]
    if len(rest):
        found.append(np.array([np.mean(rest**2)]))
    return np.concatenate(found) if found else rest


def _interpolators() -> Iterator[NDArray[np.float32]]:
    """Yield the windowed sincs that give the points a quarter, a half and three quarters after a sample."""
    index = np.arange(_TAPS) - _TAPS // 2 + 1
    for quarter in (0.25, 0.5, 0.75):
        at = index - quarter
        taps = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 1)) ** 2
        yield (taps / taps.sum()).astype(np.float32)


def _through(graph: Graph, frames: Iterator[av.AudioFrame]) -> Iterator[av.AudioFrame]:
    for frame in frames:
        graph.push(frame)
        filtered = graph.pull()
        assert isinstance(filtered, av.AudioFrame)  # noqa: S101 (tells the type checker)
        yield filtered


def _arguments(numerator: tuple[float, float, float], denominator: tuple[float, float, float]) -> str:
    pairs = zip(("b0", "b1", "b2", "a0", "a1", "a2"), (*numerator, *denominator), strict=True)
    return ":".join(f"{name}={value!r}" for name, value in pairs)


_Polynomial = tuple[float, float, float]


def _shelf(rate: int) -> tuple[_Polynomial, _Polynomial]:
    """Return the high shelf that stands for the head."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q = 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    numerator = (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k)
    return numerator, (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)


def _high_pass(rate: int) -> tuple[_Polynomial, _Polynomial]:
    """Return the high-pass of the second stage; its numerator is 1, -2, 1 at every rate."""
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    scale = 1 + k / q + k * k
    return (1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale)
