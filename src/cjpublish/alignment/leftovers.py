"""What is heard besides the sentences at their places: read again, elsewhere, other speech, noise."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjpublish.alignment.claims import Claim, claims
from cjpublish.alignment.decoder import Timed
from cjpublish.alignment.placing import Placed, place
from cjpublish.alignment.script import Script
from cjpublish.alignment.sound import Recording

__all__ = ["Reading", "Span", "outside", "readings", "rest"]

Span = tuple[float, float]
"""Frames [begin, end)."""

_PASSES = 4
"""How often the same sentence is looked for again."""
_SHARE, _SEVERAL = 0.6, 3
"""The share of a sentence's words, and how many at least, that make a reading of it."""
_SOON = 500
"""Frames after which a sentence that was begun is read as a whole."""
_SHORTEST, _FAINTEST = 12, 25.0
"""Frames, and dB under the loud parts, under which a sound isn't told: clicks, breath."""
_VOICED = 0.2
"""The share of its time that speech has a pitch: Piper's and espeak-ng's shortest sentences 0.45, bursts of noise 0."""
_TOGETHER = 80
"""Frames between sounds that are told as one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read where it does not stand."""

    line: int
    """The sentence."""
    begin: float
    """Frames from the recording's start."""
    end: float
    """Frames from the recording's start."""
    several: bool
    """Whether enough words agree for it to be no chance."""


def readings(
    recording: Recording, script: Script, heard: Sequence[Timed], free: Sequence[int], placed: Mapping[int, Placed]
) -> list[Reading]:
    """Return sentences among the heard words at `free` places, which no sentence at its place claims.

    `placed` are those, by their line.
    """
    found: list[Reading] = []
    for _ in range(_PASSES):
        claimed = claims(script, heard, free)
        again = [claim for claim in claimed if _agrees(claim, script, heard)]
        begun = [claim for claim in claimed if claim not in again and _is_false_start(claim, heard, placed)]
        taken = {at for claim in (*again, *begun) for at in range(claim.first, claim.last + 1)}
        if not taken:
            break
        free = [at for at in free if at not in taken]
        several = {claim.line: len(claim.pairs) >= _SEVERAL for claim in again}
        for item in place(recording, script, heard, again):
            found.append(Reading(item.line, item.begin, item.end, several[item.line]))
        for claim in begun:
            found.append(Reading(claim.line, heard[claim.first].begin, heard[claim.last].end, several=True))
    return sorted(found, key=lambda reading: reading.begin)


def _agrees(claim: Claim, script: Script, heard: Sequence[Timed]) -> bool:
    """Return whether most of a sentence is heard or, of one with few words, all of it between two pauses."""
    share = len(claim.pairs) / len(script.lines[claim.line].words)
    if len(claim.pairs) >= _SEVERAL:
        return share >= _SHARE
    return share == 1 and claim.alone(heard, -1, len(heard))


def _is_false_start(claim: Claim, heard: Sequence[Timed], placed: Mapping[int, Placed]) -> bool:
    """Return whether the beginning of a sentence is heard that is soon read as a whole."""
    whole = len(claim.pairs) == claim.pairs[-1][0] + 1 == claim.last - claim.first + 1 >= _SEVERAL
    return whole and claim.line in placed and 0 <= placed[claim.line].begin - heard[claim.last].end < _SOON


def outside(stretches: Sequence[tuple[int, int]], taken: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the parts of stretches of sound that lie in none of the spans taken, which are in order."""
    parts: list[tuple[int, int]] = []
    number = 0
    for begin, end in stretches:
        at = begin
        while number < len(taken) and taken[number][1] <= at:
            number += 1
        following = number
        while following < len(taken) and taken[following][0] < end:
            if taken[following][0] > at:
                parts.append((at, int(taken[following][0])))
            at = max(at, int(taken[following][1] + 0.999))
            following += 1
        if at < end:
            parts.append((at, end))
    return parts


def rest(
    recording: Recording, heard: Sequence[Timed], parts: Sequence[tuple[int, int]]
) -> list[tuple[tuple[int, int], bool]]:
    """Return what is loud and long enough to be told, and whether it is speech: words are heard in it, with a voice."""
    middles = [(word.begin + word.end) / 2 for word in heard]
    told: list[tuple[tuple[int, int], bool]] = []
    for begin, end in parts:
        if end - begin < _SHORTEST or recording.levels[begin:end].max() < recording.loud - _FAINTEST:
            continue
        words = bisect_left(middles, end) - bisect_left(middles, begin)
        speech = words > 0 and recording.voiced(begin, end) > _VOICED
        last = told[-1][0][1] if told else 0
        near = begin - last < _TOGETHER and not recording.sounds[last:begin].any()
        if told and told[-1][1] == speech and near:
            told[-1] = ((told[-1][0][0], end), speech)
        else:
            told.append(((begin, end), speech))
    return told
