"""What a talking book is made of: for each chapter its files, what is said in them and when, what can be skipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjpublish.editions.views.clock import Span, contiguous, edges
from cjpublish.model import (
    Chapter,
    Figure,
    Notes,
    Sentence,
    Timeline,
    Track,
    inline_text,
    walk_blocks,
    walk_sentences,
)
from cjpublish.outline import outline

__all__ = ["Entry", "Phrase", "Section", "figures", "sections"]

_FOOTNOTE = "footnote-on"
_PRODUCERS_NOTE = "prodnote-on"
_CLASSES = {
    "acknowledgments", "appendix", "bibliography", "chapter", "dedication", "foreword", "glossary", "index",
    "introduction", "part", "preface",
}  # fmt: skip
"""Roles of chapters that are typical class names of headings, too (DAISY 2.02, 2.1.6.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a player can go to (DAISY 2.02, 2.1.6 and 2.1.12.1)."""

    tag: str
    """`h1` to `h6`, or `span` for what can be skipped."""
    kind: str
    """Its class; empty for none."""
    title: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence and when it is heard."""

    sentence: str
    """Its id in the text."""
    span: Span
    """In its chapter's audio; phrases touch."""
    required: str
    """What must be switched on for it to be heard (DAISY 2.02, 2.1.12.3); empty for what can't be skipped."""
    entry: Entry | None
    """The place to go to that begins with it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter and its files; ids are unique in the book, since players compare them across files."""

    number: int
    """From 1."""
    chapter: Chapter
    """Its text."""
    track: Track
    """Its time."""
    span: Span
    """When it is heard in the whole."""
    phrases: tuple[Phrase, ...]
    """In order."""

    @property
    def text(self) -> str:
        """Return the name of its text content document."""
        return f"text{self.number:04}.html"

    @property
    def smil(self) -> str:
        """Return the name of its SMIL document."""
        return f"smil{self.number:04}.smil"

    @property
    def audio(self) -> str:
        """Return the name of its audio file."""
        return f"aud{self.number:05}.mp3"

    @property
    def length(self) -> int:
        """Return how long it plays, in milliseconds."""
        return self.span.end - self.span.begin

    @property
    def title(self) -> str:
        """Return the chapter's title on one line."""
        return _line(self.chapter.title)

    def name(self, letter: str, place: int) -> str:
        """Return the id of something that belongs to the phrase of a place, from 0."""
        return f"{letter}{self.number:04}-{place + 1:04}"


def sections(chapters: Sequence[Chapter], timeline: Timeline) -> tuple[Section, ...]:
    """Return the chapters that are heard, in reading order."""
    by_id = {chapter.id: chapter for chapter in chapters}
    spans = edges(timeline.tracks, timeline.rate)
    return tuple(
        Section(
            number,
            by_id[track.chapter],
            track,
            span,
            _phrases(number, by_id[track.chapter], track, span, timeline.rate),
        )
        for number, (track, span) in enumerate(zip(timeline.tracks, spans, strict=True), 1)
    )


def figures(sections: Sequence[Section]) -> Iterator[Figure]:
    """Yield every picture of the chapters in the order of the text, decorative ones too."""
    for each in sections:
        yield from (block for block in walk_blocks(each.chapter.blocks) if isinstance(block, Figure))


def _phrases(number: int, chapter: Chapter, track: Track, span: Span, rate: int) -> tuple[Phrase, ...]:
    required = dict(_skippable(chapter))
    entries = {**dict(_headings(chapter, "title" if number == 1 else "")), **dict(_notes(chapter, required))}
    heading = next(walk_sentences(chapter.blocks)).id
    if heading not in {clip.sentence for clip in track.clips}:
        entries[track.clips[0].sentence] = entries[heading]  # a heading without words: the chapter keeps its entry
    times = contiguous(track, rate, span.end - span.begin)
    return tuple(
        Phrase(clip.sentence, time, required.get(clip.sentence, ""), entries.get(clip.sentence))
        for clip, time in zip(track.clips, times, strict=True)
    )


def _skippable(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield what switches each sentence on; a picture in a note goes with the note.

    The program's own words about a picture are a producer's note: alternative text and description, not the caption.
    Where the picture is missing they are all that there is of it, and can't be skipped.
    """
    for block in walk_blocks(chapter.blocks):
        if isinstance(block, Figure) and block.image:
            yield from ((sentence.id, _PRODUCERS_NOTE) for sentence in _producers(block))
    for block in chapter.blocks:
        if isinstance(block, Notes):
            for note in block.notes:
                yield from ((sentence.id, _FOOTNOTE) for sentence in (note.label, *walk_sentences(note.blocks)))


def _producers(block: Figure) -> Iterator[Sentence]:
    yield from (sentence for sentence in (block.alt, block.description_label) if sentence)
    yield from walk_sentences(block.description)


def _headings(chapter: Chapter, first: str) -> Iterator[tuple[str, Entry]]:
    """Yield the chapter's headings by sentence; the book's first is its title (DAISY 2.02, 2.1.6.1)."""
    for heading, level in outline(chapter):
        kind = {1: first or (chapter.role if chapter.role in _CLASSES else ""), 2: "section"}.get(level, "sub-section")
        yield heading.sentence.id, Entry(f"h{level}", kind, _text(heading.sentence))
    for block in chapter.blocks:
        if isinstance(block, Notes):
            yield block.heading.id, Entry("h2", "section", _text(block.heading))


def _notes(chapter: Chapter, required: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """Yield by sentence what can be skipped, so that a listener who has it switched off can still go there."""
    for block in walk_blocks(chapter.blocks):
        if isinstance(block, Notes):
            for note in block.notes:
                yield note.label.id, Entry("span", "noteref", str(note.number))
        elif isinstance(block, Figure) and block.alt and required.get(block.alt.id) == _PRODUCERS_NOTE:
            yield block.alt.id, Entry("span", "optional-prodnote", _text(block.label or block.alt))
            if block.description_label:
                label = block.description_label
                yield label.id, Entry("span", "optional-prodnote", _text(label))


def _text(sentence: Sentence) -> str:
    return _line(inline_text(sentence.inlines))


def _line(text: str) -> str:
    return " ".join(text.split())
