"""What a podcast tells, before it is written down: the show and its episodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from cjpublish.model import Chapter, Metadata, Podcast, Publication, Voice
from cjpublish.site import addresses
from cjpublish.site.podcast.characters import plain
from cjpublish.site.podcast.marks import Mark, marks
from cjpublish.site.shelf import Shelf, Spoken

__all__ = ["Episode", "Show", "show"]


@dataclass(frozen=True, slots=True)
class Episode:
    """A chapter that can be heard."""

    spoken: Spoken
    """The chapter, its sound and its captions."""
    number: int
    """From 1."""
    stem: str
    """The name of its sound's file, without suffix."""
    page: str
    """The absolute address of its text."""
    seconds: int
    """How long it plays."""
    marks: tuple[Mark, ...]
    """Its headings where there are several; else none."""
    voices: tuple[Voice, ...]
    """Who is heard in it, each once, the first heard first."""

    @property
    def chapter(self) -> Chapter:
        """The chapter."""
        return self.spoken.chapter

    @property
    def title(self) -> str:
        """The chapter's title on one line; the name of its file where it has none."""
        return plain(self.chapter.title) or self.stem

    @property
    def narrators(self) -> tuple[str, ...]:
        """The persons that are heard; a synthetic voice is none."""
        return tuple(dict.fromkeys(voice.narrator for voice in self.voices if voice.narrator))

    @property
    def is_synthetic(self) -> bool:
        """Whether a synthetic voice is heard, be it only where a person has recorded nothing."""
        return not all(voice.narrator for voice in self.voices)


@dataclass(frozen=True, slots=True)
class Show:
    """A publication as a podcast."""

    publication: Publication
    """The publication."""
    url: str
    """The site's address, absolute, with a slash at its end."""
    episodes: tuple[Episode, ...]
    """In reading order, at least one."""
    note: str | None
    """The absolute address of the content note; None where there is none."""

    @property
    def metadata(self) -> Metadata:
        """What a catalogue says of it."""
        return self.publication.metadata

    @property
    def podcast(self) -> Podcast:
        """What the publisher says of the feed alone."""
        return self.publication.web.podcast

    @property
    def narrators(self) -> tuple[str, ...]:
        """The persons that are heard in any episode."""
        return tuple(dict.fromkeys(name for episode in self.episodes for name in episode.narrators))


def show(shelf: Shelf) -> Show | None:
    """Return a publication as a podcast; None where the site's address is not known or nothing can be heard."""
    timeline, url, publication = shelf.book.timeline, shelf.url, shelf.publication
    if timeline is None or url is None:
        return None
    pages = {chapter: f"{url}{address}" for chapter, address in addresses.pages(publication).items()}
    known = publication.narration.voices
    episodes = tuple(
        Episode(
            spoken=spoken,
            number=number,
            stem=PurePosixPath(spoken.sound.path).stem,
            page=pages[spoken.chapter.id],
            seconds=max(1, round(spoken.track.length / timeline.rate)),
            marks=marks(spoken, timeline.rate),
            voices=tuple(known[name] for name in dict.fromkeys(_voices(spoken))),
        )
        for number, spoken in enumerate(shelf.spoken(), 1)
    )
    note = next((pages[chapter.id] for chapter in publication.reading_order if chapter.role == "notice"), None)
    return Show(publication, url, episodes, note) if episodes else None


def _voices(spoken: Spoken) -> list[str]:
    return [name for clip in spoken.track.clips for name in clip.voices]
