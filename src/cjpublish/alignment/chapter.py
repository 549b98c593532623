"""A chapter's recording and its known sentences: listen, match, lay the words over the sound, tell what is left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from cjpublish.alignment.claims import claims
from cjpublish.alignment.decoder import Timed
from cjpublish.alignment.edges import edges
from cjpublish.alignment.hearing import hear
from cjpublish.alignment.leftovers import Reading, outside, readings, rest
from cjpublish.alignment.placing import ENOUGH, Manner, Placed, manner, place, trusted
from cjpublish.alignment.recovery import echo, recover
from cjpublish.alignment.results import Aligned, Heard, Span
from cjpublish.alignment.script import Script
from cjpublish.alignment.sentence import marks
from cjpublish.alignment.sound import FRAMES, Recording

__all__ = ["align"]

_SLACK = 12
"""Frames around a second reading that are its own: its edges are as the recogniser heard them."""


def align(pcm: bytes, rate: int, texts: Sequence[str]) -> Aligned:
    """Find each spoken text, in order, in a recording."""
    recording, script = Recording.of(pcm, rate), Script.of(texts)
    length = len(pcm) // 2

    def sample(frame: float) -> int:
        return min(max(round(frame * rate / FRAMES), 0), length)

    heard = hear(recording, script)
    laid = place(recording, script, heard, claims(script, heard, range(len(heard))))
    placed: list[Placed] = []
    again: list[Reading] = []
    if usual := manner(laid, script):
        placed, again = _weighed(recording, script, heard, [trusted(item, usual) for item in laid], usual)
    edged = edges(recording, placed)
    spans: list[Span | None] = [None] * len(texts)
    for item, (first, last) in zip(placed, edged, strict=True):
        begin, end = sample(first), sample(last)
        words = marks(script.lines[item.line].spans, item.words, rate, begin, end) if item.words else ()
        spans[item.line] = Span(begin, end, words, round(item.confidence, 3))
    told = sorted([*edged, *((one.begin - _SLACK, one.end + _SLACK) for one in again)])
    parts = rest(recording, heard, outside(recording.stretches(), told))
    again += _echoes(recording, script, placed, usual, parts) if usual else ()
    return Aligned(tuple(spans), _expected(spans, length), _unplaced(spans, again, parts, sample))


def _weighed(
    recording: Recording, script: Script, heard: Sequence[Timed], laid: Sequence[Placed], usual: Manner
) -> tuple[list[Placed], list[Reading]]:
    """Return the sentences that are to be trusted, those of a second look among them, and second readings."""
    placed = [item for item in laid if item.confidence >= ENOUGH]
    again = readings(recording, script, heard, _free(heard, laid), {item.line: item for item in placed})
    others = [(one.begin, one.end) for one in again if one.several]
    # Around the words as they were heard first, then without the neighbours' own beginnings and endings.
    for look in (_words, edges):
        free = outside(recording.stretches(), sorted([*look(recording, placed), *others]))
        placed = sorted([*placed, *recover(recording, script, placed, usual, free)], key=lambda item: item.line)
    return placed, [one for one in again if one.several or not _overlaps(one, placed)]


def _words(_recording: Recording, placed: Sequence[Placed]) -> Sequence[tuple[float, float]]:
    """Return where the words of sentences begin and end."""
    return [(item.begin, item.end) for item in placed]


def _free(heard: Sequence[Timed], placed: Sequence[Placed]) -> Sequence[int]:
    """Return the places of heard words that lie in no placed sentence."""
    begins = [item.begin for item in placed]

    def is_free(word: Timed) -> bool:
        middle = (word.begin + word.end) / 2
        number = bisect_right(begins, middle) - 1
        return number < 0 or middle >= placed[number].end

    return [number for number, word in enumerate(heard) if is_free(word)]


def _overlaps(reading: Reading, placed: Sequence[Placed]) -> bool:
    number = bisect_left([item.end for item in placed], reading.begin)
    return number < len(placed) and placed[number].begin < reading.end


def _echoes(
    recording: Recording,
    script: Script,
    placed: Sequence[Placed],
    usual: Manner,
    parts: Sequence[tuple[tuple[int, int], bool]],
) -> Iterator[Reading]:
    """Yield speech of which too little was understood, but which fits a sentence beside it."""
    for part, speech in parts:
        line = echo(recording, script, placed, usual, part) if speech else None
        if line is not None:
            yield Reading(line, *part, several=False)


def _expected(spans: Sequence[Span | None], length: int) -> tuple[int, ...]:
    """Return where each sentence begins or, if it wasn't found, the next one that was."""
    begins: list[int] = []
    following = length
    for span in reversed(spans):
        following = span.begin if span else following
        begins.append(following)
    return tuple(reversed(begins))


def _unplaced(
    spans: Sequence[Span | None],
    again: Sequence[Reading],
    parts: Sequence[tuple[tuple[int, int], bool]],
    sample: Callable[[float], int],
) -> tuple[Heard, ...]:
    known = {(one.begin, one.end) for one in again}
    told = [
        Heard(sample(one.begin), sample(one.end), "repeated" if spans[one.line] else "misplaced", one.line)
        for one in again
    ]
    told += [
        Heard(sample(part[0]), sample(part[1]), "speech" if speech else "noise")
        for part, speech in parts
        if part not in known
    ]
    return tuple(sorted(told, key=lambda one: one.begin))
