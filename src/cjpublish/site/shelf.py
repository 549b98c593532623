"""What a site is made of: a publication with its time, and the finished files that people can take along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish.editions.views.accessibility import Claims
from cjpublish.editions.views.numbering import stems
from cjpublish.model import Book, Chapter, Metadata, Publication, Track

__all__ = ["Catalogue", "Listing", "Offer", "Shelf", "Spoken"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A finished file of an edition."""

    edition: str
    """The name of the edition."""
    title: str
    """What the edition is, in a few words for people."""
    path: str
    """Relative to dist/; in a site it lies in `downloads/`, under this name."""
    media_type: str
    """Of its content."""
    size: int
    """Bytes."""
    sha256: str
    """Of its bytes, hexadecimal."""
    seconds: float
    """How long it plays; 0 where it is no audio of the whole publication or of a chapter."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A chapter that can be heard."""

    chapter: Chapter
    """The chapter."""
    track: Track
    """When its sentences are heard, in samples of its sound."""
    sound: Offer
    """The chapter as MP3."""
    captions: Offer | None
    """What is said, as WebVTT; None where the publication has no captions."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that a publication's site shows."""

    book: Book
    """The text and when it is heard; its timeline is None where nothing is narrated."""
    offers: tuple[Offer, ...]
    """All finished files, in the order of the editions."""

    @property
    def publication(self) -> Publication:
        """The publication."""
        return self.book.publication

    @property
    def url(self) -> str | None:
        """The site's address, absolute, with a slash at its end; None where it is not known."""
        return self.publication.web.url

    def spoken(self) -> Iterator[Spoken]:
        """Yield the chapters that can be heard, in reading order; none where the edition `mp3` is not made."""
        timeline = self.book.timeline
        if timeline is None:
            return
        chapters = {chapter.id: chapter for chapter in self.publication.reading_order}
        offers = {offer.path: offer for offer in self.offers}
        slug = self.publication.metadata.slug
        for stem, track in zip(stems(timeline.tracks), timeline.tracks, strict=True):
            if sound := offers.get(f"{slug}-mp3/{stem}.mp3"):
                yield Spoken(chapters[track.chapter], track, sound, offers.get(f"{slug}-vtt/{stem}.vtt"))


@dataclass(frozen=True, slots=True)
class Listing:
    """What a catalogue says of one publication, and no more: a library holds many of them."""

    metadata: Metadata
    """Title, authors and what else is known."""
    claims: Claims
    """What is true of its accessibility."""
    offers: tuple[Offer, ...]
    """What can be taken along."""
    seconds: float
    """How long the narration plays; 0 where there is none."""
    folder: str = ""
    """Where its site lies below the catalogue's: `garden/`; empty where the two are one."""
    description: str = ""
    """What it is about, the content note first; empty where nothing is said."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be found at one place: a single publication, or a library's."""

    title: str
    """Of the publication, or of the library."""
    language: str
    """BCP 47."""
    identifier: str
    """A URI."""
    url: str
    """The site's address, absolute, with a slash at its end."""
    modified: str
    """When anything in it was last changed, `YYYY-MM-DDThh:mm:ssZ`."""
    publisher: str | None
    """Who makes it."""
    listings: tuple[Listing, ...]
    """In the order in which people shall see them."""
