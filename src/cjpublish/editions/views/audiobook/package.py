"""What an audiobook package holds, whatever its manifest: sound, table of contents, text, pictures and cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cjpublish.editions.views import clock, cover
from cjpublish.editions.views.accessibility import Claims
from cjpublish.editions.views.archive import Entry, whole
from cjpublish.editions.views.audiobook.claims import audio_claims
from cjpublish.editions.views.chapter_audio import chapter_audio
from cjpublish.editions.views.ebook.navigation import Entry as Link
from cjpublish.editions.views.ebook.text import File, text_files
from cjpublish.editions.views.faults import collected
from cjpublish.editions.views.media_fragment import address, at
from cjpublish.errors import Finding, InputError
from cjpublish.model import Book, Chapter, Pieces, Publication, Timeline, Track, walk_sentences
from cjpublish.outline import outline
from cjpublish.wording import wording

__all__ = ["COVER", "COVER_SIZE", "Line", "Package", "Sound", "package"]

COVER = "cover.jpg"
COVER_SIZE = 2000
"""Pixels of each side."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A chapter's audio in the package."""

    chapter: Chapter
    """The chapter."""
    name: str
    """`audio/NN-<chapter>.mp3`."""
    text: str
    """The chapter's page in the package."""
    milliseconds: int
    """How long it plays, so rounded that all add up to the total."""
    read: Callable[[], Pieces]
    """Makes it."""

    @property
    def href(self) -> str:
        """Its address, relative to the package's root."""
        return address(self.name)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of contents."""

    title: str
    """Plain text, never empty."""
    href: str
    """Where it is heard, `audio/NN-<chapter>.mp3#t=<seconds>`; the chapter's page where it is not heard."""
    lines: tuple[Line, ...] = ()
    """What it encloses."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds beside its manifest."""

    publication: Publication
    """What there is."""
    claims: Claims
    """What is true of its accessibility."""
    sounds: tuple[Sound, ...]
    """The reading order; a chapter with nothing to say is not in it."""
    toc: tuple[Line, ...]
    """The table of contents, down to headings."""
    pages: tuple[File, ...]
    """Each chapter's text, in reading order, as the e-book has it."""
    others: tuple[File, ...]
    """Style sheet and pictures."""
    cover: bytes
    """JPEG, square."""
    cover_alt: str
    """The cover's alternative text."""

    @property
    def milliseconds(self) -> int:
        """How long all of it plays."""
        return sum(sound.milliseconds for sound in self.sounds)

    def entries(self, documents: Mapping[str, bytes]) -> Iterator[Entry]:
        """Yield all files for the archive: `documents` by name, in their order, before the rest, and the audio last."""
        for name, content in documents.items():
            yield Entry(name, partial(whole, content))
        yield Entry(COVER, partial(whole, self.cover))
        for file in (*self.pages, *self.others):
            yield Entry(file.name, partial(whole, file.content))
        for sound in self.sounds:
            yield Entry(sound.name, sound.read)


def package(book: Book, timeline: Timeline) -> Package:
    """Return what a package of the narrated book holds.

    Raises InputError with every picture and every chapter that can't be published.
    """
    publication = book.publication
    findings: list[Finding] = []
    text = text_files(publication, {}, findings)
    square = collected(findings, partial(cover.square, publication), b"")
    if findings:
        raise InputError(findings)
    names = {chapter.id: page.name for chapter, page in zip(publication.reading_order, text.pages, strict=True)}
    sounds = tuple(_sounds(book, timeline, names))
    metadata = publication.metadata
    return Package(
        publication=publication,
        claims=audio_claims(book),
        sounds=sounds,
        toc=_lines(text.toc, _places(sounds, timeline)),
        pages=text.pages,
        others=text.others,
        cover=square,
        cover_alt=metadata.cover_alt or wording(metadata.language).cover,
    )


def _sounds(book: Book, timeline: Timeline, names: Mapping[str, str]) -> Iterator[Sound]:
    chapters = {chapter.id: chapter for chapter in book.publication.reading_order}
    files = chapter_audio(book, timeline)
    spans = clock.edges(timeline.tracks, timeline.rate)
    for track, file, span in zip(timeline.tracks, files, spans, strict=True):
        name = f"audio/{file.name}"
        yield Sound(chapters[track.chapter], name, names[track.chapter], span.end - span.begin, file.read)


def _places(sounds: Sequence[Sound], timeline: Timeline) -> dict[str, str]:
    """Return by address in the e-book where it is heard."""
    places: dict[str, str] = {}
    for sound, track in zip(sounds, timeline.tracks, strict=True):
        begins = _begins(sound.chapter, track)
        for heading, _ in outline(sound.chapter):
            begin = clock.milliseconds(begins[heading.sentence.id], timeline.rate)
            places[f"{sound.text}#{heading.id}"] = at(sound.name, begin)
        places[sound.text] = at(sound.name, 0)
    return places


def _begins(chapter: Chapter, track: Track) -> dict[str, int]:
    """Return when each sentence begins, in samples; one that is not heard has the place of the next that is."""
    heard = {clip.sentence: clip.begin for clip in track.clips}
    place = track.clips[-1].begin if track.clips else 0
    begins: dict[str, int] = {}
    for sentence in reversed(tuple(walk_sentences(chapter.blocks))):
        place = begins[sentence.id] = heard.get(sentence.id, place)
    return begins


def _lines(links: Sequence[Link], places: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(Line(link.title, places.get(link.href, link.href), _lines(link.entries, places)) for link in links)
