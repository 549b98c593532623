"""Whether captions show what is said, when it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape

from cjpublish.artifacts.cues import TAG, Cue
from cjpublish.artifacts.timed import TimedChapter
from cjpublish.checks.check import Check
from cjpublish.checks.together.advice import BUILD_AGAIN
from cjpublish.checks.together.saying import letters
from cjpublish.errors import Finding, Severity, Source

__all__ = ["OUT_OF_TIME", "out_of_time"]

OUT_OF_TIME = Check(
    "W71",
    "captions-out-of-time",
    Severity.ERROR,
    "Captions do not follow the narration",
    "Who reads them instead of hearing gets other words than are said, or gets them too early or too late.",
    BUILD_AGAIN,
    "WCAG 2.2, 1.2.2 Captions (Prerecorded), A",
)
_TOLERANCE = 0.5
"""Seconds by which captions may begin or end apart from the sentences that they show."""
_SHOWN = 60


def out_of_time(cues: Sequence[Cue], timeline: Sequence[TimedChapter], name: str) -> Iterator[Finding]:
    """Yield the first way in which the captions of a whole narration differ from its timeline."""
    sentences = [each for chapter in timeline for each in chapter.sentences]
    if not sentences or not cues:
        return
    first, last = sentences[0].begin - cues[0].begin, sentences[-1].end - cues[-1].end
    for edge, apart, cue in (("begins", first, cues[0]), ("ends", last, cues[-1])):
        if abs(apart) > _TOLERANCE:
            direction = "late" if apart < 0 else "early"
            message = f"the captions' {edge[:-1]} is {abs(apart):.1f} s too {direction} for the narration"
            yield OUT_OF_TIME.found(message, Source(name, cue.line))
            return
    shown = letters(" ".join(unescape(TAG.sub("", line)) for cue in cues for line in cue.lines))
    at = 0
    for sentence in sentences:
        own = letters(sentence.text)
        found = shown.find(own, at)
        if found < 0:
            short = " ".join(sentence.text.split())[:_SHOWN]
            where = "not where it is said" if own in shown else "not in the captions"
            yield OUT_OF_TIME.found(f"“{short}” is {where}", Source(name))
            return
        at = found + len(own)
