"""From the sounds of a sentence and the times of each to the times of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjpublish.engines._alignment import align
from cjpublish.engines._quiet import clean, words
from cjpublish.model import WordMark

__all__ = ["Sound", "marks"]


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound as the engine made it."""

    name: str
    """IPA, or a space between what the engine takes for words."""
    begin: int
    """Samples from the speech's start."""
    end: int
    """Samples from the speech's start; a pause after it is not in it."""


def marks(text: str, sounds: Sequence[Sound], alone: Callable[[str], Sequence[str]]) -> tuple[WordMark, ...]:
    """Return when each word of a text is heard, in order; a word that isn't said has no mark.

    `sounds` are those of `clean(text)`, in order of time; `alone` gives the sounds of a word said by itself. Words that
    the engine runs together are told apart by their sounds.
    """
    content = clean(text)
    spans = align([alone(content[begin:end]) for begin, end in words(content)], [sound.name for sound in sounds])
    found = (
        WordMark(place, sounds[span[0]].begin, sounds[span[1] - 1].end)
        for place, span in zip(words(text), spans, strict=True)
        if span
    )
    return tuple(mark for mark in found if mark.begin < mark.end)
