"""An M4B or an MP3 and its Timeline beside it: what is heard when."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import inf
from pathlib import Path

from cjpublish.artifacts.timed import TimedSentence, timed
from cjpublish.checks.listening import keys
from cjpublish.checks.listening.script import Line, Script, Sound
from cjpublish.checks.listening.told import Told
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["scripts"]


def scripts(path: Path, name: str, timeline: Path, told: Mapping[str, Told]) -> tuple[Script, ...]:
    """Return what should be heard of each chapter; raises InputError where the Timeline is no such file."""
    try:
        chapters = timed(timeline)
    except ValueError as error:
        raise InputError([Finding("unopened", Severity.ERROR, str(error), Source(timeline.name))]) from error
    edges = [0.0, *(chapter.begin for chapter in chapters[1:]), inf]
    hashes = keys.packets(path, edges)
    found = []
    for chapter, (begin, end), content in zip(chapters, pairwise(edges), hashes, strict=False):
        sound = Sound(path, "", begin, end)
        lines = tuple(_line(each, told.get(each.id)) for each in chapter.sentences)
        if lines:
            found.append(Script(keys.of([content], sound, lines), chapter.title, name, sound, lines))
    return tuple(found)


def _line(one: TimedSentence, known: Told | None) -> Line:
    spoken, voice, foreign = (known.spoken, known.voice, known.foreign) if known else (one.text, "", False)
    return Line(one.text, spoken, one.begin, one.end, voice, foreign)
