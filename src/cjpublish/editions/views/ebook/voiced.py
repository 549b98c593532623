"""The files of a read-along EPUB: those of the EPUB, a voice for every page of it, and the overlays between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from cjpublish.audio import mp3
from cjpublish.editions.views.accessibility import claims, spoken_claims
from cjpublish.editions.views.clock import Span, edges
from cjpublish.editions.views.completeness import unspoken
from cjpublish.editions.views.ebook.contents import Contents, Overlays, Sound, contents
from cjpublish.editions.views.ebook.text import File
from cjpublish.editions.views.overlays import Place, overlay
from cjpublish.editions.views.style import spoken_stylesheet
from cjpublish.editions.views.words import Words, words
from cjpublish.model import Book, Chapter, Publication, Timeline, Track

__all__ = ["voiced"]

_SMIL = "application/smil+xml"


@dataclass(frozen=True, slots=True)
class _Document:
    chapter: Chapter
    file: File


@dataclass(frozen=True, slots=True)
class _Voice:
    overlay: File
    sound: Sound
    length: int
    """Milliseconds."""


def voiced(book: Book, timeline: Timeline) -> Contents:
    """Return all that the read-along EPUB of a narrated book holds (EPUB 3.3, 9.3; standards B).

    Raises InputError as `contents` does.
    """
    publication = book.publication
    by_word = publication.narration.granularity == "word"
    tracks = {track.chapter: track for track in (*timeline.tracks, *timeline.pages)}
    printed = (chapter for chapter in publication.reading_order if by_word and chapter.id in tracks)
    spelt = {chapter.id: words(chapter, tracks[chapter.id]) for chapter in printed}
    text = contents(publication, spelt)
    documents = _documents(publication, text)
    heard = [document for document in documents if document.chapter.id in tracks]
    spans = edges([tracks[document.chapter.id] for document in heard], timeline.rate)
    voices = {
        document.chapter.id: _voice(book, document, tracks[document.chapter.id], span, spelt)
        for document, span in zip(heard, spans, strict=True)
    }

    def linked(document: _Document) -> File:
        voice = voices.get(document.chapter.id)
        return replace(document.file, media_overlay=voice.overlay.id) if voice else document.file

    *pages, navigation = map(linked, documents)
    style, *others = text.others
    style = replace(style, content=style.content + spoken_stylesheet())
    return replace(
        text,
        claims=claims(publication) if unspoken(book) else spoken_claims(publication),
        navigation=navigation,
        pages=tuple(pages),
        others=(style, *others, *(voice.overlay for voice in voices.values())),
        sounds=tuple(voice.sound for voice in voices.values()),
        overlays=Overlays(
            publication.metadata.narrators,
            tuple((voice.overlay.id, voice.length) for voice in voices.values()),
        ),
    )


def _documents(publication: Publication, text: Contents) -> tuple[_Document, ...]:
    """Return the cover page, the chapters and the navigation document: all of the spine, in order."""
    chapters = (publication.cover, *publication.reading_order, publication.contents)
    return tuple(map(_Document, chapters, (*text.pages, text.navigation)))


def _voice(
    book: Book, document: _Document, track: Track, span: Span, spelt: Mapping[str, Mapping[str, Words]]
) -> _Voice:
    """Give a document a voice; its audio is a file of its own (B.8)."""
    file, name = document.file, document.file.id
    length = span.end - span.begin
    place = Place(f"../{file.name}", f"../audio/{name}.mp3", length)
    rate = book.publication.narration.sample_rate
    smil = overlay(document.chapter, track, rate, place, spelt.get(track.chapter, {}))
    return _Voice(
        File(f"{name}-overlay", f"overlays/{name}.smil", _SMIL, smil),
        Sound(f"{name}-audio", f"audio/{name}.mp3", partial(mp3.joined, book.audio[track.chapter].mp3)),
        length,
    )
