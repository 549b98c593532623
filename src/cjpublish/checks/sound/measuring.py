"""One part decoded and measured."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjpublish.audio import meter
from cjpublish.audio.gating import OFFSET, decibels
from cjpublish.checks.sound import events
from cjpublish.checks.sound.decoding import Decoded, blocks
from cjpublish.checks.sound.levels import Levels, gated, levels, run_length
from cjpublish.checks.sound.locating import Part, faulty

__all__ = ["measure"]

_RUNS_A_BLOCK = 2000
_POINTS = 400
"""Of a waveform and of a curve."""
_SHORT_TERM = 300
"""Runs of short-term loudness: 3 s (EBU Tech 3341, 2.2)."""
_NOTHING = 1e-12


def measure(part: Part) -> bytes:
    """Decode a part once, in blocks, and return what was measured, a `PartMeasures` as JSON.

    What can't be decoded is told in it (`error`); nothing is raised.
    """
    decoded = Decoded()
    if part.error:
        return _packed({"error": part.error})
    try:
        found = levels(blocks(part, run_length(part.rate) * _RUNS_A_BLOCK, decoded), part.rate)
    except faulty():
        return _packed({"error": "it is damaged, so that it can't be decoded"})
    if not found.samples:
        return _packed({"error": "it is damaged: nothing of it can be decoded"})
    return _packed({**_measures(found), "bad": decoded.bad})


def _measures(levels: Levels) -> dict[str, Any]:
    at = levels.seconds
    found: dict[str, Any] = {
        "seconds": levels.samples / levels.rate,
        "loudness": _finite(gated(levels.weighted)),
        "rms": _finite(decibels(levels.square)),
        "true_peak": _finite(2 * decibels(levels.true_peak)),
        "mean": levels.mean,
        "alike": levels.alike,
        "clipped": len(levels.clipped),
        "clipped_at": at(levels.clipped[0]) if levels.clipped else 0.0,
        "waveform": _waveform(levels),
        "curve": _curve(levels.weighted),
    }
    speech = events.speech(levels)
    if speech is None:
        return found
    quiet = events.noise(levels, speech)
    return found | {
        "noise": None if quiet is None else decibels(max(quiet, _NOTHING)),
        "head": at(speech.whole.begin),
        "end": min(at(speech.whole.end), found["seconds"]),
        "pauses": [_spoken(levels, pause) for pause in speech.longest],
        "unbroken": _spoken(levels, speech.unbroken),
        "clicks": [at(run) for run in events.clicks(levels)],
        "dropouts": [_spoken(levels, hole) for hole in events.dropouts(levels, speech)],
    }


def _spoken(levels: Levels, span: events.Span) -> tuple[float, float]:
    """Return a span's begin and length in seconds."""
    return levels.seconds(span.begin), levels.seconds(span.length)


def _waveform(levels: Levels) -> list[tuple[float, float]]:
    edges = _edges(len(levels.power))
    lowest = np.minimum.reduceat(levels.lowest, edges)
    highest = np.maximum.reduceat(levels.highest, edges)
    return [(float(low), float(high)) for low, high in zip(lowest, highest, strict=True)]


def _curve(weighted: NDArray[np.float32]) -> list[float | None]:
    """Return the short-term loudness in the middle of each of up to 400 equal parts."""
    sums = np.concatenate(([0.0], np.cumsum(weighted, dtype=np.float64)))
    edges = np.append(_edges(len(weighted)), len(weighted))
    middles = (edges[:-1] + edges[1:]) // 2
    begins = np.clip(middles - _SHORT_TERM // 2, 0, max(0, len(weighted) - _SHORT_TERM))
    ends = np.minimum(begins + _SHORT_TERM, len(weighted))
    means = (sums[ends] - sums[begins]) / np.maximum(1, ends - begins)
    return [OFFSET + decibels(float(mean)) if mean > meter.GATE else None for mean in means]


def _edges(count: int) -> NDArray[np.intp]:
    points = min(count, _POINTS)
    edges: NDArray[np.intp] = (np.arange(points) * count // max(1, points)).astype(np.intp)
    return edges


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _packed(measures: dict[str, Any]) -> bytes:
    return json.dumps(_rounded(measures), separators=(",", ":")).encode()


def _rounded(value: Any) -> Any:
    """Return JSON values with four decimals: a tenth of a millisecond, a ten-thousandth of a decibel."""
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value
