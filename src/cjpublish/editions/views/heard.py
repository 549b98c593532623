"""What is heard of a book: the lines of its script beside their clips, with the voice that says each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cjpublish.model import Book, Chapter, Clip, Track
from cjpublish.narration.script import Line, write

__all__ = ["Heard", "Passage", "heard"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said in one clip: a sentence, with what the program itself says before and after it."""

    clip: Clip
    """When it is heard."""
    lines: tuple[tuple[Line, str], ...]
    """What is said, in order, and by whom: a person's name, or that of a synthetic voice."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One chapter as it is heard."""

    chapter: Chapter
    """The chapter."""
    track: Track
    """When its sentences are heard."""
    begin: int
    """Samples of the whole narration before it."""
    passages: tuple[Passage, ...]
    """In the order of the track's clips."""


def heard(book: Book) -> Iterator[Heard]:
    """Yield each narrated chapter, in reading order; nothing where nothing is narrated.

    A sentence without a clip (there was nothing to pronounce) is left out. Lines that follow each other with the same
    sentence id were spoken as one clip; announcements that a person did not make are left out of it.
    """
    if book.timeline is None:
        return
    publication = book.publication
    names = {voice.name: voice.narrator or voice.name for voice in publication.narration.voices.values()}
    chapters = {chapter.id: chapter for chapter in publication.reading_order}
    begin = 0
    for track in book.timeline.tracks:
        chapter = chapters[track.chapter]
        clips = {clip.sentence: clip for clip in track.clips}
        lines = groupby(write(chapter, publication), key=lambda line: line.sentence)
        passages = tuple(
            Passage(clips[sentence], tuple(_said(clips[sentence], list(group), names)))
            for sentence, group in lines
            if sentence in clips
        )
        yield Heard(chapter, track, begin, passages)
        begin += track.length


def _said(clip: Clip, lines: Sequence[Line], names: Mapping[str, str]) -> Iterator[tuple[Line, str]]:
    """Yield the lines of a clip with who says each; where fewer are said, it is announcements that are not."""
    unsaid = len(lines) - len(clip.voices)
    voices = iter(clip.voices)
    for line in lines:
        if unsaid > 0 and not line.inlines:
            unsaid -= 1
        else:
            voice = next(voices, "")
            yield line, names.get(voice, voice)
