"""Word marks of speech become clips of the words on the page, whatever was said for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjpublish import alignment
from cjpublish.model import Word, WordClip, WordClips, WordMark
from cjpublish.store import digest

__all__ = ["aligned", "aligner", "placed"]


def aligner() -> str:
    """Return the version of the forced alignment that finds words where an engine names none; empty without it."""
    return alignment.version() if alignment.available() else ""


def aligned(sound: str, language: str) -> str:
    """Return the key of a sound with the words that forced alignment finds in it; its own where none can be found."""
    version = aligner() if alignment.understands(language) else ""
    return digest("aligned", sound, version) if version else sound


def placed(words: Iterable[Word], marks: Sequence[WordMark]) -> WordClips:
    """Return when each written word is heard, in samples from the speech's start.

    `words` maps the spoken text to the sentence and `marks` says when the spoken text is heard. Spoken words that were
    written as one ("four thousand" for "4,000") are one clip; marks of words that do not stand in the sentence are left
    out.
    """
    clips: list[WordClip] = []
    for written, mark in _met(words, marks):
        last = clips[-1] if clips else None
        if last and (written[0] < last.written[1] or mark.begin < last.end):
            merged = (last.written[0], max(last.written[1], written[1]))
            clips[-1] = WordClip(merged, last.begin, max(last.end, mark.end))
        else:
            clips.append(WordClip(written, mark.begin, mark.end))
    return WordClips(clips)


def _met(words: Iterable[Word], marks: Sequence[WordMark]) -> Iterator[tuple[tuple[int, int], WordMark]]:
    """Yield each word's place in the sentence with each mark whose text it shares; both are in order."""
    first = 0
    for word in words:
        while first < len(marks) and marks[first].spoken[1] <= word.spoken[0]:
            first += 1
        index = first
        while index < len(marks) and marks[index].spoken[0] < word.spoken[1]:
            yield word.written, marks[index]
            index += 1
