"""Chapters and sentences that sound as if another voice spoke them than the one that should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.check import Check
from cjpublish.checks.listening.hearing import Hearing
from cjpublish.checks.listening.telling import begin, moment, place, quoted
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

OTHER_VOICE = Check(
    "N46",
    "other-voice",
    Severity.WARNING,
    "A voice sounds like another",
    "Who listens takes a change of voice for a change of speaker.",
    "Listen to both; if they differ, build again so that one voice says all, or name the other in the settings.",
    "common practice in narration",
)

_FEWEST, _FEWEST_ELSEWHERE = 3, 6
"""Sentences that a chapter's voice is known by, and those of the same voice's in all."""
_MAJORITY = 3
"""Chapters from which on each has one vote on how a voice sounds; a long one would outvote the others by itself."""
_PITCH, _SHAPE = 0.4, 18.0
"""How far a chapter's middle may lie from the voice's, in octaves and by its spectrum's shape.

Measured: chapters of one voice lie up to 0.06 and 8.3 apart, different voices of one sex 28 and more, a voice and its
own variant 10."""
_SENTENCE_SHAPE, _SENTENCE_PITCH = 30.0, 0.7
"""The same for one sentence, of which both are asked; sentences of one voice lie up to 0.33 and 24 apart."""


@dataclass(frozen=True, slots=True)
class _Sample:
    hearing: Hearing
    number: int
    timbre: NDArray[np.float64]


def check(hearings: Sequence[Hearing]) -> Iterator[Finding]:
    """Yield each chapter, and else each sentence, that sounds unlike the rest with the same voice's name.

    Where no voice is declared nothing is said.
    """
    samples: dict[str, list[_Sample]] = {}
    for hearing in hearings:
        for number, line in enumerate(hearing.lines):
            if line.line.voice and line.timbre:
                samples.setdefault(line.line.voice, []).append(_Sample(hearing, number, np.array(line.timbre)))
    for voice, each in samples.items():
        if len(each) >= _FEWEST_ELSEWHERE:
            yield from _judged(voice, each, hearings)


def _judged(voice: str, samples: Sequence[_Sample], hearings: Sequence[Hearing]) -> Iterator[Finding]:
    usual = _usual(samples)
    for hearing in hearings:
        own = [sample for sample in samples if sample.hearing is hearing]
        if len(own) >= _FEWEST and _differs(
            _middle([sample.timbre for sample in own]) - usual, _PITCH, _SHAPE, either=True
        ):
            message = f"in {quoted(hearing.title)} the voice ‘{voice}’ sounds unlike itself elsewhere"
            yield OTHER_VOICE.found(f"{message} (from {moment(hearing.begin)})", place(hearing))
            continue
        for sample in own:
            if _differs(sample.timbre - usual, _SENTENCE_PITCH, _SENTENCE_SHAPE, either=False):
                text = quoted(hearing.lines[sample.number].line.text)
                message = f"{text} sounds as if another voice than ‘{voice}’ spoke it"
                yield OTHER_VOICE.found(f"{message}, at {moment(begin(hearing, sample.number))}", place(hearing))


def _usual(samples: Sequence[_Sample]) -> NDArray[np.float64]:
    chapters = [[each.timbre for each in row] for _, row in groupby(samples, key=lambda sample: id(sample.hearing))]
    middles = [_middle(timbres) for timbres in chapters if len(timbres) >= _FEWEST]
    return _middle(middles if len(middles) >= _MAJORITY else [sample.timbre for sample in samples])


def _middle(timbres: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    middle: NDArray[np.float64] = np.median(timbres, axis=0)
    return middle


def _differs(apart: NDArray[np.float64], pitch: float, shape: float, *, either: bool) -> bool:
    far = (abs(float(apart[0])) >= pitch, float(np.linalg.norm(apart[1:])) >= shape)
    return any(far) if either else all(far)
