"""What a library's index shows: of each publication a few lines, never its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjpublish.model import Chapter, Publication, inline_text, walk_sentences
from cjpublish.site.shelf import Listing

__all__ = ["Entry", "Library", "entry", "newest_first", "subjects"]

_WORDS_A_MINUTE = 238
"""How fast adults read English non-fiction silently (Brysbaert 2019, How many words do we read per minute?)."""
_UNSPACED = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages that put no space between words, so that theirs can't be counted by it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication in the index."""

    listing: Listing
    """What catalogues say of it."""
    minutes: int
    """About how long it takes to read; 0 where that is not known."""
    has_note: bool
    """Whether a content note stands before its text."""


@dataclass(frozen=True, slots=True)
class Library:
    """Several publications at one address."""

    title: str
    """What it is called."""
    language: str
    """BCP 47."""
    url: str
    """The site's address, absolute, with a slash at its end."""
    description: str | None
    """What it is, in a paragraph."""
    publisher: str | None
    """Who publishes it."""
    entries: tuple[Entry, ...]
    """In the order in which people shall see them."""

    @property
    def modified(self) -> str:
        """When anything in it was last changed, `YYYY-MM-DDThh:mm:ssZ`."""
        return max(each.listing.metadata.modified for each in self.entries)


def entry(publication: Publication, listing: Listing) -> Entry:
    """Return a publication's place in the index, without its text."""
    chapters = publication.reading_order
    return Entry(
        listing, _minutes(chapters, listing.metadata.language), any(each.role == "notice" for each in chapters)
    )


def newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries by date of publication, the last first and those without a date at the end; else by title."""
    by_title = sorted(entries, key=lambda each: (each.listing.metadata.title.casefold(), each.listing.folder))
    return tuple(sorted(by_title, key=lambda each: each.listing.metadata.date or "", reverse=True))


def subjects(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Return what there is about each subject, in the order of the alphabet; case makes no difference."""
    found: dict[str, tuple[str, list[Entry]]] = {}
    for each in entries:
        for subject in dict.fromkeys(each.listing.metadata.subjects):
            _, about = found.setdefault(subject.casefold(), (subject, []))
            if each not in about[-1:]:
                about.append(each)
    return dict(found[key] for key in sorted(found))


def _minutes(chapters: Sequence[Chapter], language: str) -> int:
    if language.partition("-")[0].lower() in _UNSPACED:
        return 0
    return round(sum(map(_words, _sentences(chapters))) / _WORDS_A_MINUTE) or 1


def _words(sentence: str) -> int:
    return len(sentence.split())


def _sentences(chapters: Sequence[Chapter]) -> Iterator[str]:
    return (inline_text(sentence.inlines) for chapter in chapters for sentence in walk_sentences(chapter.blocks))
