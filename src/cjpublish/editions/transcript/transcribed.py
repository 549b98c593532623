"""What a transcript says of each sentence: when it is heard, and who says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.views import clock
from cjpublish.editions.views.clock import Span
from cjpublish.editions.views.heard import heard
from cjpublish.model import Book, Chapter, Sentence

__all__ = ["Speaker", "Transcribed", "narrators", "time", "transcribed"]


@dataclass(frozen=True, slots=True)
class Transcribed:
    """One chapter as it is heard."""

    chapter: Chapter
    """The chapter."""
    span: Span
    """Its place in the whole narration."""
    spans: Mapping[str, Span]
    """By sentence id, in milliseconds from the whole narration's start; what is not heard is not in it."""
    voices: Mapping[str, str]
    """By sentence id: the name of the voice that says it."""

    def said(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Return those of some sentences that are heard."""
        return tuple(sentence for sentence in sentences if sentence.id in self.spans)


@dataclass(slots=True)
class Speaker:
    """Who was heard last, so that a voice is named where it changes."""

    name: str = ""
    """The voice's name; empty before anything is heard."""

    def change(self, chapter: Transcribed, sentences: Sequence[Sentence]) -> str:
        """Return the name of the voice that says the first of some sentences; empty where it is the one before."""
        name = chapter.voices.get(sentences[0].id, self.name) if sentences else self.name
        if name == self.name:
            return ""
        self.name = name
        return name


def transcribed(book: Book) -> tuple[Transcribed, ...]:
    """Return each narrated chapter, in reading order; none where nothing is narrated."""
    return tuple(_chapters(book))


def _chapters(book: Book) -> Iterator[Transcribed]:
    if book.timeline is None:
        return
    rate = book.timeline.rate
    edges = clock.edges(book.timeline.tracks, rate)
    for part, edge in zip(heard(book), edges, strict=True):
        spans: dict[str, Span] = {}
        voices: dict[str, str] = {}
        for passage in part.passages:
            clip = passage.clip
            begin, end = (clock.milliseconds(part.begin + moment, rate) for moment in (clip.begin, clip.end))
            spans[clip.sentence] = Span(begin, end)
            own = (voice for line, voice in passage.lines if line.inlines)
            voices[clip.sentence] = next(own, passage.lines[0][1])
        yield Transcribed(part.chapter, edge, spans, voices)


def narrators(chapters: Iterable[Transcribed]) -> tuple[str, ...]:
    """Return the names of the voices in the order in which they are first heard."""
    return tuple(dict.fromkeys(name for chapter in chapters for name in chapter.voices.values()))


def time(milliseconds: int) -> str:
    """Return a moment as `h:mm:ss`, the second that it lies in."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
