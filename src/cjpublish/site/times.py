"""When each sentence of a chapter is heard, as a browser that reads along needs it."""

from __future__ import annotations

import json
from typing import TypeAlias

from cjpublish.editions.views.clock import milliseconds
from cjpublish.model import Chapter, Clip, Track, WordClip, inline_text, walk_sentences

__all__ = ["times"]

_Said: TypeAlias = list[object]


def times(chapter: Chapter, track: Track, rate: int) -> bytes:
    """Return a chapter's times as JSON, in milliseconds from the start of its sound.

    `sentences` has for each its id, when it begins and when it ends; where the voice tells its words, also these: the
    UTF-16 code units [from, to) of the sentence's text, and when each is heard.
    """
    texts = {sentence.id: inline_text(sentence.inlines) for sentence in walk_sentences(chapter.blocks)}
    sentences = [_sentence(clip, texts[clip.sentence], rate) for clip in track.clips]
    document = {"length": milliseconds(track.length, rate), "sentences": sentences}
    return json.dumps(document, separators=(",", ":")).encode()


def _sentence(clip: Clip, text: str, rate: int) -> _Said:
    said: _Said = [clip.sentence, milliseconds(clip.begin, rate), milliseconds(clip.end, rate)]
    if clip.words:
        said.append([[*_units(text, word), *_moments(word, rate)] for word in clip.words])
    return said


def _units(text: str, word: WordClip) -> tuple[int, int]:
    """Return a word's place as a browser counts: what is beyond the Basic Multilingual Plane counts twice."""
    begin, end = (len(text[:place].encode("utf-16-le")) // 2 for place in word.written)
    return begin, end


def _moments(word: WordClip, rate: int) -> tuple[int, int]:
    return milliseconds(word.begin, rate), milliseconds(word.end, rate)
