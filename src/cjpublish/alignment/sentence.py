"""The words of one spoken sentence whose text is known."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.alignment.decoder import Timed, force
from cjpublish.alignment.script import Script
from cjpublish.alignment.sound import FRAMES, Recording
from cjpublish.model import WordMark

__all__ = ["align", "marks"]

_COVERED = 0.5
"""The share of the sound that the words must last for; a text forced on other sound takes less."""


def align(pcm: bytes, rate: int, text: str) -> tuple[WordMark, ...]:
    """Return the word marks of a sentence; empty where the text can't be found in the sound.

    A word that nobody can say has no mark.
    """
    recording = Recording.of(pcm, rate)
    sounding = sum(end - begin for begin, end in recording.stretches())
    script = Script.of([text])
    fit = force(recording.piece(0, recording.length + 1), script.pronunciations(0)) if sounding else None
    if fit is None or sum(word.end - word.begin for word in fit.words) < _COVERED * sounding:
        return ()
    return marks(script.lines[0].spans, fit.words, rate, 0, len(pcm) // 2)


def marks(
    spans: Sequence[tuple[int, int]], words: Sequence[Timed], rate: int, begin: int, end: int
) -> tuple[WordMark, ...]:
    """Return words, timed in frames, as marks in samples from `begin` that stay between `begin` and `end`."""
    found: list[WordMark] = []
    at = begin
    for span, word in zip(spans, words, strict=True):
        first, last = (min(max(round(time * rate / FRAMES), at), end) for time in (word.begin, word.end))
        found.append(WordMark(span, first - begin, last - begin))
        at = last
    return tuple(found)
