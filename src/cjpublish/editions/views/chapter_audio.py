"""A narrated book's chapters as audio files: what each is called, and its MP3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cjpublish.audio import mp3
from cjpublish.editions.views.numbering import stems
from cjpublish.model import Book, Packets, Pieces, Timeline

__all__ = ["ChapterAudio", "chapter_audio"]


@dataclass(frozen=True, slots=True)
class ChapterAudio:
    """A chapter's audio as a file."""

    name: str
    """`NN-<chapter>.mp3`, so numbered that names are in reading order."""
    title: str
    """The chapter's."""
    runs: tuple[Packets, ...]
    """Its MP3 frames, to be joined or tagged."""
    read: Callable[[], Pieces]
    """Makes it an MP3 of its own, without tags, that plays to the sample."""


def chapter_audio(book: Book, timeline: Timeline) -> tuple[ChapterAudio, ...]:
    """Return each track's audio, in reading order; nothing is read before it is asked for."""
    titles = {chapter.id: chapter.title for chapter in book.publication.reading_order}
    files = []
    for stem, track in zip(stems(timeline.tracks), timeline.tracks, strict=True):
        runs = book.audio[track.chapter].mp3
        files.append(ChapterAudio(f"{stem}.mp3", titles[track.chapter], runs, partial(mp3.joined, runs)))
    return tuple(files)
