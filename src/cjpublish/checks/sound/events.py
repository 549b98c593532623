"""What happens in a stretch of sound: where it speaks and pauses, and where it clicks, drops out or is cut off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.sound.levels import Levels

__all__ = ["Span", "Speech", "clicks", "dropouts", "noise", "speech"]

_SOUND = 1e-6
"""The mean square (−60 dB) above which a run counts when the level of speech is looked for."""
_BELOW_SPEECH = 10 ** (-30 / 10)
_ABOVE_NOISE = 10 ** (6 / 10)
_LEAST_RANGE = 10 ** (-12 / 10)
"""Quiet is 30 dB below speech, or 6 dB above the noise where that is more, and never nearer than 12 dB to speech."""
_WINDOW = 30
"""Runs in which noise is measured: 0.3 s."""
_PAUSE_RANGE = 10 ** (-15 / 10)
"""A window counts as a pause where it is 15 dB below speech."""
_SHORTEST_PAUSE = 5
"""Runs: 50 ms."""
_LONGEST_KEPT = 5
_CLICK = 0.01
"""The least peak of a click: −40 dB."""
_CLICK_NARROW = 3
"""Milliseconds in which a click is over."""
_CLICK_APART = 0.05
"""Around a click nothing is louder than this part of its peak (−26 dB)."""
_CLICK_ALONE = 10
"""Runs of quiet on both sides of a click: a tenth of a second."""
_CLICK_SMEAR = 4
"""Runs beside a click that an encoder may have smeared it over."""
_NOTHING = 3e-5
"""The peak (−90 dB) below which a run holds nothing at all."""
_DROPOUT = (40, 300)
"""Runs that a dropout lasts at least and at most: 0.4 to 3 s. Some synthesisers stop for up to a third of a second
within a word, before a consonant."""
_DROPOUT_TIMES = 2
"""How many times as long as any other empty stretch a dropout is at least: a voice's own grow with its slowness."""
_DROPOUT_EDGE = 6
"""Runs beside a dropout in which speech is as loud as ever: its smear and two more."""
_DROPOUT_LEVEL = 10 ** (-6 / 10)
_PAUSES_A_HOLE = 5
"""Pauses that are not empty, for each hole, before it counts as one."""
_MOST = 20


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch, in runs."""

    begin: int
    """The first run."""
    end: int
    """The run after the last."""

    @property
    def length(self) -> int:
        """Return how many runs it lasts."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Speech:
    """Where a stretch of sound speaks."""

    power: float
    """Its mean square while it speaks."""
    quiet: float
    """The mean square below which it is quiet."""
    whole: Span
    """From the first sound to the last."""
    pauses: tuple[Span, ...]
    """Each pause of 50 ms or more between sounds, in order."""

    @property
    def longest(self) -> list[Span]:
        """Return the longest pauses, the longest first."""
        return sorted(self.pauses, key=lambda pause: -pause.length)[:_LONGEST_KEPT]

    @property
    def unbroken(self) -> Span:
        """Return the longest stretch without a pause."""
        edges = [
            self.whole.begin,
            *(edge for pause in self.pauses for edge in (pause.begin, pause.end)),
            self.whole.end,
        ]
        spans = [Span(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
        return max(spans, key=lambda span: span.length)


def speech(levels: Levels) -> Speech | None:
    """Return where it speaks; None where all is silent."""
    sounding = levels.power[levels.power > _SOUND]
    if not len(sounding):
        return None
    power = float(sounding.mean(dtype=np.float64))
    floor = float(_moving(levels.power).min()) if len(levels.power) >= _WINDOW else 0.0
    quiet = min(max(power * _BELOW_SPEECH, floor * _ABOVE_NOISE), power * _LEAST_RANGE)
    loud = _steady(levels.power > quiet)
    at = np.flatnonzero(loud)
    if not len(at):
        return None
    whole = Span(int(at[0]), int(at[-1]) + 1)
    pauses = [span for span in _spans(~loud) if span.begin > whole.begin and span.end < whole.end]
    return Speech(power, quiet, whole, tuple(span for span in pauses if span.length >= _SHORTEST_PAUSE))


def noise(levels: Levels, speech: Speech) -> float | None:
    """Return the mean square of the quiet in the pauses of 0.3 s and more; None where there are none.

    The quieter half of them counts, so that a breath is no noise.
    """
    own = levels.power[speech.whole.begin : speech.whole.end]
    if len(own) < _WINDOW:
        return None
    windows = _moving(own)[::10]
    pauses = np.sort(windows[windows < speech.power * _PAUSE_RANGE])
    return float(pauses[: len(pauses) // 2 + 1].mean()) if len(pauses) else None


def clicks(levels: Levels) -> list[int]:
    """Return the runs with a click: a peak that is over in three milliseconds, in a tenth of a second of quiet."""
    peak = levels.peak
    found: list[int] = []
    for run in np.flatnonzero((peak >= _CLICK) & (levels.narrow <= _CLICK_NARROW)):
        before = peak[max(0, run - _CLICK_ALONE) : max(0, run - _CLICK_SMEAR)]
        after = peak[run + 1 + _CLICK_SMEAR : run + 1 + _CLICK_ALONE]
        beside = peak[max(0, run - _CLICK_SMEAR) : run + 1 + _CLICK_SMEAR]
        alone = max(before.max(initial=0), after.max(initial=0)) < _CLICK_APART * peak[run]
        if alone and peak[run] >= beside.max() and len(before) and len(after):
            found.append(int(run))
    return found[:_MOST]


def dropouts(levels: Levels, speech: Speech) -> list[Span]:
    """Return the holes in speech: nothing at all, between sounds that are as loud as speech is right up to it.

    A voice that often leaves nothing between its words, as some synthesisers do, or nearly as much within them, has no
    holes that can be told.
    """
    own = speech.whole
    empty = [span for span in _spans(levels.peak < _NOTHING) if own.begin < span.begin and span.end < own.end]
    long = [span for span in empty if span.length >= _DROPOUT[0]]
    holes = [span for span in long if span.length <= _DROPOUT[1] and _is_hole(levels, span, speech.power)]
    if len(holes) < len(long) or len(speech.pauses) < _PAUSES_A_HOLE * len(holes):
        return []
    usual = max((span.length for span in empty if span.length < _DROPOUT[0]), default=0)
    return [span for span in holes if span.length >= _DROPOUT_TIMES * usual][:_MOST]


def _is_hole(levels: Levels, span: Span, power: float) -> bool:
    before = levels.power[max(0, span.begin - _DROPOUT_EDGE) : span.begin]
    after = levels.power[span.end : span.end + _DROPOUT_EDGE]
    return float(min(before.max(initial=0), after.max(initial=0))) > power * _DROPOUT_LEVEL


def _moving(power: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the mean power of each window of 0.3 s."""
    sums = np.concatenate(([0.0], np.cumsum(power, dtype=np.float64)))
    means: NDArray[np.float64] = np.maximum(sums[_WINDOW:] - sums[:-_WINDOW], 0.0) / _WINDOW
    return means


def _steady(loud: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which runs are loud together with most of the five around them, so that a click is no sound."""
    padded = np.pad(loud, 2).astype(np.int8)
    votes = sum(padded[offset : offset + len(loud)] for offset in range(5))
    steady: NDArray[np.bool_] = np.asarray(votes) >= 3
    return steady


def _spans(mask: NDArray[np.bool_]) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.pad(mask, 1).astype(np.int8)))
    return [Span(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]
