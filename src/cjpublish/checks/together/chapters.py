"""Whether audio editions of one narration have the same chapters, as long as they should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cjpublish.artifacts.timed import TimedChapter
from cjpublish.checks.check import Check
from cjpublish.checks.results import ChapterSound, SoundMeasures
from cjpublish.checks.together.advice import BUILD_AGAIN
from cjpublish.errors import Finding, Severity, Source

__all__ = ["CHAPTERS_DIFFER", "LENGTHS_DIFFER", "equally_long"]

LENGTHS_DIFFER = Check(
    "S70",
    "lengths-differ",
    Severity.ERROR,
    "Audio editions of one narration differ in length",
    "One of them lacks something, or times in captions and chapter lists are wrong for it.",
    BUILD_AGAIN,
    "W3C Audiobooks, 5.6.2 Duration",
)
CHAPTERS_DIFFER = Check(
    "S71",
    "chapters-differ",
    Severity.ERROR,
    "The chapters of an audio edition are not those of the narration",
    "A chapter is missing, stands twice or in the wrong place, or its title leads to another's words.",
    BUILD_AGAIN,
    "W3C Audiobooks, 4.2 Table of Contents",
)
_SAME_LENGTH = 0.5
"""Seconds by which encodings of the same narration may differ: encoders pad the end."""


def equally_long(measures: Sequence[SoundMeasures], timeline: Sequence[TimedChapter]) -> Iterator[Finding]:
    """Yield a finding for each audio edition with other chapters, or another length, than the narration.

    The others of the same name are held against the longest of them.
    """
    found = list(_against_timeline(measures, timeline)) if timeline else []
    yield from found
    told = {finding.source.path for finding in found if finding.source}
    yield from _against_each_other([each for each in measures if each.name not in told])


def _against_timeline(measures: Sequence[SoundMeasures], timeline: Sequence[TimedChapter]) -> Iterator[Finding]:
    for each in measures:
        if _is_single(each) and len(each.chapters) > 1 and abs(each.seconds - timeline[-1].end) > _SAME_LENGTH:
            message = f"this plays {each.seconds:.1f} s, and the timeline {timeline[-1].end:.1f} s"
            yield LENGTHS_DIFFER.found(message, Source(each.name))
        elif len(each.chapters) == len(timeline):
            yield from _chapter_by_chapter([(each.name, chapter) for chapter in each.chapters], timeline)
    files = sorted((each for each in measures if len(each.chapters) == 1), key=_folder)
    for _, group in groupby(files, key=_folder):
        chapters = [(each.name, each.chapters[0]) for each in sorted(group, key=lambda each: each.name)]
        if len(chapters) == len(timeline) > 1:
            yield from _chapter_by_chapter(chapters, timeline)


def _chapter_by_chapter(
    chapters: Sequence[tuple[str, ChapterSound]], timeline: Sequence[TimedChapter]
) -> Iterator[Finding]:
    """Yield the first chapter that has another's title, or is not as long as the timeline says."""
    titles = {chapter.title for chapter in timeline}
    for (name, chapter), timed in zip(chapters, timeline, strict=True):
        seconds = timed.end - timed.begin
        if chapter.title != timed.title and chapter.title in titles:
            message = f"“{chapter.title}” stands here where the narration has “{timed.title}”"
        elif abs(chapter.seconds - seconds) > _SAME_LENGTH:
            message = f"“{timed.title}” plays {chapter.seconds:.1f} s here, and {seconds:.1f} s in the timeline"
        else:
            continue
        yield CHAPTERS_DIFFER.found(message, Source(name))
        return


def _against_each_other(measures: Iterable[SoundMeasures]) -> Iterator[Finding]:
    whole = sorted(filter(_is_single, measures), key=_stem)
    for _, group in groupby(whole, key=_stem):
        alike = list(group)
        longest = max(alike, key=lambda each: each.seconds)
        for each in alike:
            if longest.seconds - each.seconds > _SAME_LENGTH:
                other = longest.name.rpartition("/")[2]
                message = f"this plays {each.seconds:.1f} s, and {other} {longest.seconds:.1f} s"
                yield LENGTHS_DIFFER.found(message, Source(each.name))


def _is_single(each: SoundMeasures) -> bool:
    return each.name.endswith((".m4b", ".mp3"))


def _stem(each: SoundMeasures) -> str:
    return each.name.rpartition(".")[0]


def _folder(each: SoundMeasures) -> str:
    return each.name.rpartition("/")[0]
