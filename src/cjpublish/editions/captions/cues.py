"""Captions: each clip's text in cues of at most two lines, timed by its word marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cjpublish.editions.captions.fitting import fitted
from cjpublish.editions.captions.voiced_text import Pacing, Run, pacing, spoken
from cjpublish.editions.views.heard import Heard, Passage

__all__ = ["Cue", "cues"]

_LEAST = 4
"""Milliseconds that a cue lasts at least, so that it stays one when they are whole."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once."""

    sentence: str
    """The id of the sentence that it is from."""
    number: int
    """Its place among that sentence's cues, from 1."""
    is_last: bool
    """Whether the sentence has no further cue."""
    voice: str
    """The name of the voice that says it."""
    begin: int
    """Samples from the track's start."""
    end: int
    """Samples from the track's start."""
    lines: tuple[tuple[Run, ...], ...]
    """One or two, none empty."""


def cues(heard: Heard, language: str, rate: int) -> tuple[Cue, ...]:
    """Return a chapter's cues in order; `rate` is the Timeline's, Hz, and `language` the publication's, BCP 47.

    A sentence's first cue begins with its clip and its last ends with it; those between touch, and part where the words
    do, so far as the clip has word marks.
    """
    return tuple(cue for passage in heard.passages for cue in _captioned(passage, language, rate))


def _captioned(passage: Passage, language: str, rate: int) -> Iterator[Cue]:
    clip, pace = passage.clip, pacing(passage)
    shown = [
        (part, lines)
        for part in spoken(passage, language)
        for lines in fitted(part.text, language, _clock(pace, part.offset, rate))
    ]
    inner = [pace.at(part.offset + lines[0][0]) for part, lines in shown[1:]]
    edges = _apart([clip.begin, *inner, clip.end], _LEAST * rate // 1000)
    for number, ((part, lines), (begin, end)) in enumerate(zip(shown, pairwise(edges), strict=True), 1):
        text = tuple(tuple(_cut(part.runs, *line)) for line in lines)
        yield Cue(clip.sentence, number, number == len(shown), part.voice, begin, end, text)


def _clock(pace: Pacing, offset: int, rate: int) -> Callable[[int], float]:
    """Return what tells in milliseconds when a character after an offset is reached."""
    return lambda place: pace.at(offset + place) * 1000 / rate


def _apart(edges: list[int], least: int) -> list[int]:
    """Return moments at least so far from each other, the first and last as they are; closer where there's no room."""
    least = min(least, (edges[-1] - edges[0]) // (len(edges) - 1))
    for index in range(1, len(edges) - 1):
        edges[index] = max(edges[index], edges[index - 1] + least)
    for index in range(len(edges) - 2, 0, -1):
        edges[index] = min(edges[index], edges[index + 1] - least)
    return edges


def _cut(runs: Sequence[Run], begin: int, end: int) -> Iterator[Run]:
    """Yield the part [begin, end) of some runs."""
    at = 0
    for run in runs:
        text = run.text[max(begin - at, 0) : max(end - at, 0)]
        if text:
            yield Run(text, run.tags)
        at += len(run.text)
