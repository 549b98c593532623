"""One chapter is listened to: decoded, recognised, and laid beside its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from cjpublish.checks.listening import aligning, decoding, normal, recogniser, timbre
from cjpublish.checks.listening.hearing import HeardLine, HeardWord, Hearing
from cjpublish.checks.listening.script import Line, Script, Sound

__all__ = ["heard"]

_UNLIKE = 0.55
"""How unlike a sentence has to be heard to be listened to once more, by itself."""
_LEAST, _MOST = 0.6, 28.0
"""Seconds of a stretch that is listened to once more."""
_MARGIN = 0.15
"""Seconds around it."""
_QUIET = 30
"""dB under the loud parts from which on a frame is quiet."""


def heard(script: Script) -> Hearing:
    """Listen to a chapter. Raises InputError or av.FFmpegError where its audio can't be decoded."""
    words, frames = _first(script.sound)
    end = script.sound.begin + len(frames) / timbre.FRAMES
    whole = _Chapter(script, end, tuple(_speech(frames[:, 0], script.sound.begin)), frames)
    first = whole.beside(words)
    again = _again(first, script.sound)
    if again == words:
        return first
    second = whole.beside(again)
    return second if sum(second.errors) < sum(first.errors) else first


@dataclass(frozen=True, slots=True)
class _Chapter:
    script: Script
    end: float
    speech: tuple[tuple[float, float], ...]
    frames: timbre.Frames

    def beside(self, words: Sequence[HeardWord]) -> Hearing:
        """Lay what was heard beside the text."""
        lines = self.script.lines
        said = [normal.terms(line.spoken) for line in lines]
        times = [time for line, terms in zip(lines, said, strict=True) for time in _times(line, len(terms))]
        found = iter(aligning.matches([*chain.from_iterable(said)], times, words))
        matched = [tuple(next(found) for _ in terms) for terms in said]
        return Hearing(
            title=self.script.title,
            name=self.script.name,
            begin=round(self.script.sound.begin, 3),
            end=round(self.end, 3),
            lines=tuple(
                HeardLine(line, terms, matches, self.timbre(matches, words))
                for line, terms, matches in zip(lines, said, matched, strict=True)
            ),
            words=tuple(words),
            speech=self.speech,
        )

    def timbre(self, matches: Sequence[int], words: Sequence[HeardWord]) -> tuple[float, ...]:
        """Return how the voice sounds where a sentence is heard."""
        there = [match for match in matches if match >= 0]
        if not there:
            return ()
        begin, end = (
            round((at - self.script.sound.begin) * timbre.FRAMES)
            for at in (words[there[0]].begin, words[there[-1]].end)
        )
        return timbre.of(self.frames[max(0, begin) : end])


def _first(sound: Sound) -> tuple[list[HeardWord], timbre.Frames]:
    words: list[HeardWord] = []
    frames = []
    for piece in decoding.pieces(sound):
        words += _within(recogniser.recognised(piece.samples, piece.begin), piece.begin, piece.end)
        frames.append(timbre.measured(piece.samples))
    return words, np.concatenate([timbre.measured(np.empty(0, np.float32)), *frames])


def _again(hearing: Hearing, sound: Sound) -> list[HeardWord]:
    """Return the words with those that are heard where sentences are hard to recognise taken from a closer look."""
    words = list(hearing.words)
    for begin, end in reversed(list(_doubtful(hearing))):
        first, last = max(sound.begin, begin - _MARGIN), min(hearing.end, end + _MARGIN)
        samples = decoding.samples(replace(sound, begin=first, end=last))
        closer = _within(recogniser.recognised(samples, first), first, last)
        before = [word for word in words if _middle(word) < begin]
        after = [word for word in words if _middle(word) >= end]
        words = before + closer + after
    return words


def _doubtful(hearing: Hearing) -> Iterator[tuple[float, float]]:
    """Yield where sentences were not recognised, from the word before to the word after that surely were."""
    sure = [number for number, likeness in enumerate(hearing.likeness) if likeness >= _UNLIKE]
    for left, right in pairwise([-1, *sure, len(hearing.lines)]):
        if right - left < 2:
            continue
        first = hearing.spans[left][1] if left >= 0 else 0
        last = hearing.spans[right][0] if right < len(hearing.lines) else len(hearing.words)
        begin = hearing.words[first - 1].end if first else hearing.begin
        end = hearing.words[last].begin if last < len(hearing.words) else hearing.end
        if _LEAST <= end - begin <= _MOST and hearing.sounding(begin, end) > _LEAST / 2:
            yield begin, end


def _within(words: Sequence[HeardWord], begin: float, end: float) -> list[HeardWord]:
    """Return words with their times inside the sound they were heard in."""
    return [replace(word, begin=max(begin, min(word.begin, end)), end=min(word.end, end)) for word in words]


def _middle(word: HeardWord) -> float:
    return (word.begin + word.end) / 2


def _times(line: Line, count: int) -> Iterator[float]:
    return (line.begin + (line.end - line.begin) * number / count for number in range(count))


def _speech(levels: NDArray[np.float32], begin: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of frames that are not quiet."""
    if not len(levels):
        return
    sounding = levels > np.percentile(levels, 95) - _QUIET
    edges = np.flatnonzero(np.diff(np.concatenate([[False], sounding, [False]]).astype(np.int8)))
    for first, last in edges.reshape(-1, 2).tolist():
        yield round(begin + first / timbre.FRAMES, 2), round(begin + last / timbre.FRAMES, 2)
