"""Shelves for the tests of a publication's page: small publications as if every sentence were narrated, and offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjpublish.editions.views.numbering import stems
from cjpublish.model import Book, Chapter, Clip, Publication, Timeline, Track, Web, walk_sentences
from cjpublish.site.shelf import Offer, Shelf

__all__ = ["EDITIONS", "at", "narrated", "offer", "shelf"]

EDITIONS = {
    "epub": ("E-book (EPUB)", ".epub", "application/epub+zip"),
    "readalong": ("Read-along e-book (EPUB)", "-readalong.epub", "application/epub+zip"),
    "m4b": ("Audiobook (M4B)", ".m4b", "audio/mp4"),
    "mp3": ("Audiobook (MP3)", ".mp3", "audio/mpeg"),
    "lpf": ("Audiobook package (W3C Audiobooks, LPF)", ".lpf", "application/lpf+zip"),
    "audiobook": ("Audiobook package (Readium)", ".audiobook", "application/audiobook+zip"),
    "guide": ("Guided navigation (Readium)", ".guide.json", "application/guided-navigation+json"),
    "daisy202": ("Talking book (DAISY 2.02)", "-daisy202.zip", "application/zip"),
    "captions": ("Captions (WebVTT)", ".vtt", "text/vtt"),
    "transcript": ("Transcript (HTML and plain text)", ".html", "text/html"),
    "timeline": ("Timeline (JSON)", ".timeline.json", "application/json"),
}
"""Title, end of the name and media type, as the editions make them."""
_PLAYED = {"readalong", "m4b", "mp3", "lpf", "audiobook", "daisy202"}
_RATE = 22050
_LENGTH = _RATE * 75
"""Samples of each chapter."""


def narrated(publication: Publication) -> Book:
    """Return a book in which each sentence of each page is heard, by its times."""
    tracks = tuple(_track(chapter) for chapter in publication.reading_order)
    return Book(publication, Timeline(_RATE, tracks, (_track(publication.cover), _track(publication.contents))))


def _track(chapter: Chapter) -> Track:
    clips = (Clip(each.id, place * 100, place * 100 + 90) for place, each in enumerate(walk_sentences(chapter.blocks)))
    return Track(chapter.id, _LENGTH, tuple(clips))


def offer(edition: str, path: str, size: int = 1_234_567, seconds: float = 0, media_type: str = "") -> Offer:
    """Return a finished file of an edition."""
    title, _, kind = EDITIONS[edition]
    return Offer(edition, title, path, media_type or kind, size, "0" * 64, seconds)


def shelf(book: Book, editions: Iterable[str] = tuple(EDITIONS)) -> Shelf:
    """Return a shelf with all files that the editions make: of the whole, and of each chapter."""
    slug = book.publication.metadata.slug
    tracks = book.timeline.tracks if book.timeline else ()
    offers: list[Offer] = []
    for edition in editions:
        _, end, _ = EDITIONS[edition]
        offers.append(offer(edition, f"{slug}{end}", seconds=75.0 * len(tracks) if edition in _PLAYED else 0))
        if edition == "transcript":
            offers.append(offer(edition, f"{slug}.txt", media_type="text/plain"))
        if edition == "captions":
            offers.append(offer(edition, f"{slug}.chapters.vtt"))
            offers += (offer(edition, f"{slug}-vtt/{stem}.vtt") for stem in stems(tracks))
        if edition == "mp3":
            offers += (offer(edition, f"{slug}-mp3/{stem}.mp3", seconds=75.0) for stem in stems(tracks))
    return Shelf(book, tuple(offers))


def at(found: Shelf, url: str) -> Shelf:
    """Return the shelf of a site whose address is known."""
    publication = replace(found.publication, web=Web(url))
    return Shelf(replace(found.book, publication=publication), found.offers)
