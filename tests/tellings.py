"""Books with a Timeline but no sound: when each sentence would be heard, by the length of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from cjpublish.model import Book, Chapter, Clip, Publication, Timeline, Track, Voice, WordClip, WordClips, inline_text
from cjpublish.narration import script

__all__ = ["LETTER", "RATE", "told"]

RATE = 22050
LETTER = 1323
"""Samples a letter: 60 ms."""
_GAP, _HEAD = 6615, 13230


def told(publication: Publication, *, words: bool = False, quotes: str = "narrator") -> Book:
    """Return a book that three voices tell; what has no letter or digit is not heard.

    `words` gives word marks; `quotes` is the voice of quotations.
    """
    voices = {name: Voice(name, "silence") for name in ("narrator", "describer", "quoter")}
    narration = replace(publication.narration, voices=voices, descriptions="describer", quotes=quotes)
    publication = replace(publication, narration=narration)
    tracks = [_track(chapter, publication, words) for chapter in publication.reading_order]
    return Book(publication, Timeline(RATE, tuple(track for track in tracks if track.clips)))


def _track(chapter: Chapter, publication: Publication, words: bool) -> Track:
    lines = script.write(chapter, publication)
    clips: list[Clip] = []
    position = _HEAD
    for sentence, group in groupby(lines, key=lambda line: line.sentence):
        said = [line for line in group if any(map(str.isalnum, line.text))]
        if not said:
            continue
        end = position + LETTER * sum(len(line.text) + 1 for line in said)
        voices = tuple(script.speaker(line, chapter, publication.narration).name for line in said)
        clips.append(Clip(sentence, position, end, WordClips(_words(said, position) if words else ()), voices))
        position = end + _GAP
    return Track(chapter.id, -(-position // 9216) * 9216, tuple(clips))


def _words(lines: Sequence[script.Line], begin: int) -> list[WordClip]:
    """Return a mark for each word, those of the first half of the text twice as slow as those of the second."""
    marks = []
    for line in lines:
        text = inline_text(line.inlines)
        start = begin + LETTER * len(line.before)
        for match in re.finditer(r"\w+", text):
            first, last = (start + LETTER * _slow(place, len(text)) // 3 for place in match.span())
            marks.append(WordClip(match.span(), first, last))
        begin += LETTER * (len(line.text) + 1)
    return marks


def _slow(place: int, length: int) -> int:
    return 4 * place if place * 2 <= length else 2 * place + length
