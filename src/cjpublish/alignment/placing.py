"""Sentences found in a recording: the words of each laid over its sound, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from cjpublish.alignment.claims import Claim
from cjpublish.alignment.decoder import Timed, force
from cjpublish.alignment.script import Script
from cjpublish.alignment.sound import Recording

__all__ = ["ENOUGH", "Manner", "Placed", "lay", "manner", "place", "trusted"]

ENOUGH = 0.5
"""The confidence from which a sentence counts as found."""
_SEVERAL = 3
"""Heard words under which they must stand alone: one or two may be part of any other speech."""
_SURE = 0.8
"""The share of words heard from which a sentence is taken as an example of the speaker's manner."""
_FITTING, _MISFIT = 1.3, 2.3
"""How many times worse than usual the words may fit the sound without a doubt, and from where on they don't at all."""
_ALLOWED = 40.0
"""What a sentence may lose besides, spread over its frames: the quiet around a single word weighs in its score."""
_UNLAID = 0.7
"""What remains of the confidence where the words can't be laid over the sound at all."""
_LEAD, _WORD = 25, 40
"""Frames of sound taken in before the first heard word, and more for each word before it that wasn't heard."""
_TOGETHER = 40
"""Frames of quiet from which on a word that wasn't understood is no part of the sentence."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and its words in the recording."""

    line: int
    """The sentence."""
    begin: float
    """Frames from the recording's start."""
    end: float
    """Frames from the recording's start."""
    words: tuple[Timed, ...]
    """Each word, in frames from the recording's start; empty where they could not be told apart."""
    score: float | None
    """How well the words fit the sound, as Fit.score; None where they could not be laid over it."""
    confidence: float
    """0 to 1; as long as nothing is known of the speaker's manner, the share of words that were heard."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a speaker's speech fits the model, and how quick it is."""

    score: float
    """The median of `Fit.score`."""
    pace: float
    """The median of frames a phone."""


def place(recording: Recording, script: Script, heard: Sequence[Timed], claims: Sequence[Claim]) -> list[Placed]:
    """Lay each claimed sentence over the sound around its heard words; those with too few are left out."""
    placed: list[Placed] = []
    for number, claim in enumerate(claims):
        share = len(claim.pairs) / len(script.lines[claim.line].words)
        before = claims[number - 1].last if number else -1
        after = claims[number + 1].first if number + 1 < len(claims) else len(heard)
        if share < ENOUGH or (len(claim.pairs) < _SEVERAL and not claim.alone(heard, before, after)):
            continue
        begin, end = _window(claim, script, heard, (before, after), recording.length)
        found = lay(recording, script, claim.line, begin, end)
        if found is None:
            first, last = heard[claim.first], heard[claim.last]
            found = Placed(claim.line, first.begin, last.end, (), None, 1.0)
        placed.append(replace(found, confidence=share))
    return placed


def lay(recording: Recording, script: Script, line: int, begin: float, end: float) -> Placed | None:
    """Lay a sentence over the sound between two frames; None where it can't be found there."""
    fit = force(recording.piece(begin, end), script.pronunciations(line))
    if fit is None:
        return None
    words = tuple(Timed(word.word, begin + word.begin, begin + word.end) for word in fit.words)
    return Placed(line, words[0].begin, words[-1].end, words, fit.score, 1.0)


def manner(placed: Iterable[Placed], script: Script) -> Manner | None:
    """Return the speaker's manner, from the sentences of which most words were heard; None where there are none."""
    known = [item for item in placed if item.words and item.confidence >= _SURE]
    if not known:
        return None
    scores = [item.score for item in known if item.score is not None]
    return Manner(median(scores), median(_spoken(item) / script.phones(item.line) for item in known))


def trusted(placed: Placed, usual: Manner | None) -> Placed:
    """Return the sentence with its confidence lowered as far as it fits the sound worse than the speaker's others."""
    if placed.score is None or usual is None:
        return replace(placed, confidence=placed.confidence * _UNLAID)
    worse = (placed.score + _ALLOWED / max(_spoken(placed), 1)) / min(usual.score, -0.1)
    return replace(placed, confidence=placed.confidence * min(1.0, max(0.0, (_MISFIT - worse) / (_MISFIT - _FITTING))))


def _spoken(placed: Placed) -> float:
    return sum(word.end - word.begin for word in placed.words)


def _window(
    claim: Claim, script: Script, heard: Sequence[Timed], neighbours: tuple[int, int], length: int
) -> tuple[float, float]:
    """Return the frames that a sentence may lie in: its heard words, what was misheard beside them, and some quiet."""
    missing = claim.pairs[0][0]
    first = claim.first
    while first - 1 > neighbours[0] and claim.first - first < missing + 1 and missing:
        if heard[first].begin - heard[first - 1].end > _TOGETHER:
            break
        first -= 1
    begin = max(heard[first].begin - _LEAD - _WORD * missing, heard[first - 1].end if first else 0)
    missing = len(script.lines[claim.line].words) - 1 - claim.pairs[-1][0]
    last = claim.last
    while last + 1 < neighbours[1] and last - claim.last < missing + 1 and missing:
        if heard[last + 1].begin - heard[last].end > _TOGETHER:
            break
        last += 1
    end = heard[last + 1].begin if last + 1 < len(heard) else length
    return begin, min(heard[last].end + _LEAD + _WORD * missing, end)
