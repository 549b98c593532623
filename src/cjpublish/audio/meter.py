"""Measures of sound: loudness after ITU-R BS.1770, true peak, RMS, each in runs of about a millisecond."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from cjpublish.audio.frames import split
from cjpublish.audio.gating import OFFSET, RELATIVE_GATE, decibels

__all__ = ["GATE", "blocks", "integrated", "peaks", "powers", "run_length", "weighted_powers"]

GATE = 10 ** ((-70.0 - OFFSET) / 10)
"""The K-weighted power of -70 LUFS, under which nothing counts as sound (BS.1770-5, annex 1)."""
_RUNS_A_STEP = 100
"""Runs from one gating block to the next: 100 ms."""
_TAPS = 16
"""Samples that each point between two samples is computed from."""
_BEFORE, _AFTER = _TAPS // 2 - 1, _TAPS // 2
"""How many of them stand before the first of the two, and after it."""


def _interpolators() -> Iterator[NDArray[np.float32]]:
    """Yield the windowed sincs that give the points a quarter, a half and three quarters after a sample."""
    index = np.arange(_TAPS) - _BEFORE
    for quarter in (0.25, 0.5, 0.75):
        at = index - quarter
        taps = np.sinc(at) * np.cos(np.pi * at / (_TAPS + 1)) ** 2
        yield (taps / taps.sum()).astype(np.float32)


_INTERPOLATORS = tuple(_interpolators())
_MOST_BETWEEN = max(float(np.abs(taps).sum()) for taps in _INTERPOLATORS)
"""How many times as great as the greatest of the samples around it a point between two can be."""
_CHUNK = 4000
"""Runs worked on at once: few enough for the processor's cache, many enough for what each call costs by itself."""
_FULL_SCALE = 32768.0


def run_length(rate: int) -> int:
    """Return the samples of one run: a millisecond, rounded to whole samples."""
    return round(rate / 1000)


def integrated(powers: NDArray[np.float64]) -> float:
    """Return the integrated loudness (LUFS) of K-weighted powers by run, gated twice (BS.1770-5, annex 1).

    Minus infinity where nothing is above the absolute gate or there are less than 0.4 s.
    """
    sounding = _sounding(powers)
    if not len(sounding):
        return -math.inf
    gate = sounding.mean() * 10 ** (RELATIVE_GATE / 10)
    return OFFSET + decibels(float(sounding[sounding > gate].mean()))


def blocks(powers: NDArray[np.float64]) -> tuple[tuple[int, int, float], ...]:
    """Return the gating blocks of K-weighted powers, so that those of several pieces can be gated together.

    Each group of them: the loudness in tenths of an LU, how many there are, and the sum of their powers.
    """
    sounding = _sounding(powers)
    tenths = np.floor(10 * (OFFSET + 10 * np.log10(sounding))).astype(np.int64)
    values, places, counts = np.unique(tenths, return_inverse=True, return_counts=True)
    sums = np.bincount(places, sounding, len(values))
    return tuple(zip(values.tolist(), counts.tolist(), sums.tolist(), strict=True))


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


def peaks(samples: NDArray[np.int16], run: int, above: float = 0.0) -> NDArray[np.float32]:
    """Return the greatest magnitude of each run, between its samples too (BS.1770-5, annex 2: four-fold oversampling).

    Full scale is 1. A point between the last sample of a run and the first of the next belongs to the former. Of a run
    that can't be above what is asked for, only the samples are looked at.
    """
    chunk = _CHUNK * run
    found = []
    for begin in range(0, len(samples), chunk):
        end = min(begin + chunk, len(samples))
        part = samples[max(0, begin - _BEFORE) : end + _AFTER]
        missing = max(0, _BEFORE - begin), max(0, end + _AFTER - len(samples)) + -(end - begin) % run
        found.append(_chunk_peaks(np.pad(part, missing), run, above))
    return np.concatenate(found) if found else np.empty(0, np.float32)


def _chunk_peaks(padded: NDArray[np.int16], run: int, above: float) -> NDArray[np.float32]:
    """Return the peaks of whole runs, which have the samples that are needed on both sides around them."""
    magnitudes = np.abs(padded).view(np.uint16)  # so that -32768 is as much as it is
    found = _greatest(magnitudes[_BEFORE:-_AFTER], run, run)
    chosen = _greatest(magnitudes, run + _TAPS - 1, run) * _MOST_BETWEEN > above
    # A column for each run that is chosen, with the samples around it: so what is done at once lies side by side.
    rows = np.lib.stride_tricks.sliding_window_view(padded, run + _TAPS - 1)[::run][chosen]
    columns = rows.T.astype(np.float32, order="C") / np.float32(_FULL_SCALE)
    between = np.empty((run, columns.shape[1]), np.float32)
    product = np.empty_like(between)
    greatest = found[chosen]
    for taps in _INTERPOLATORS:
        between[:] = 0
        for index, tap in enumerate(taps):
            np.multiply(columns[index : index + run], tap, out=product)
            np.add(between, product, out=between)
        np.abs(between, out=between)
        np.maximum(greatest, between.max(axis=0), out=greatest)
    found[chosen] = greatest
    return found


def _greatest(magnitudes: NDArray[np.uint16], width: int, step: int) -> NDArray[np.float32]:
    """Return the greatest of each window of a width, one beginning a step after the other; full scale is 1.

    Of all windows at once, each time twice as wide: that is quicker than to look through them one by one.
    """
    reached = 1
    while 2 * reached <= width:
        magnitudes = np.maximum(magnitudes[:-reached], magnitudes[reached:])
        reached *= 2
    rest = width - reached
    found = np.maximum(magnitudes[: len(magnitudes) - rest : step], magnitudes[rest::step])
    return found.astype(np.float32) / np.float32(_FULL_SCALE)


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
