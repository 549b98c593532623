"""A publication in schema.org's terms, with those of its extension `bib`, as JSON-LD.

The work is a Book, never an Article: nothing in a manuscript says which it is, and only a Book can have an ISBN, or an
Audiobook with its reader as an example of it. The audiobook packages call it so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cjpublish.amounts import size
from cjpublish.editions.views.accessibility import Claims, claims
from cjpublish.editions.views.completeness import unspoken
from cjpublish.editions.views.media_fragment import seconds
from cjpublish.model import Chapter
from cjpublish.site import addresses
from cjpublish.site.accessible import declared
from cjpublish.site.shelf import Offer, Shelf, Spoken

__all__ = ["linked_data"]

_EBOOKS = ("epub", "readalong")
_SOUND_ALONE = ("m4b", "mp3")
_AUDIOBOOKS = (_SOUND_ALONE, ("lpf", "audiobook"), ("daisy202",))
"""Besides sound alone: packages with the text that was read, which claim the same, and the talking book."""
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:)]")

_Node = dict[str, Any]


def linked_data(shelf: Shelf) -> _Node:
    """Return the publication in schema.org's terms, for the page at the site's root.

    Addresses are relative to that page where the site's own is not known; nothing has an `@id` or a `url` then.
    """
    metadata = shelf.publication.metadata
    isbn = metadata.identifier.lower().partition("urn:isbn:")[2].upper()
    rights = _URL.search(metadata.rights or "")
    return {
        "@context": "https://schema.org",
        "@type": "Book",
        **_located(shelf, ""),
        **_known(
            name=metadata.title,
            alternativeHeadline=metadata.subtitle,
            author=[_person(name) for name in metadata.authors],
            publisher={"@type": "Organization", "name": metadata.publisher} if metadata.publisher else None,
            inLanguage=metadata.language,
            identifier=None if isbn else metadata.identifier,
            isbn=isbn,
            datePublished=metadata.date,
            dateModified=metadata.modified,
            copyrightNotice=metadata.rights,
            license=rights[0] if rights else None,
            description=metadata.description,
            keywords=list(metadata.subjects),
            image=_at(shelf, addresses.COVER),
            workExample=[*_ebooks(shelf), *_audiobooks(shelf)],
            hasPart=list(_chapters(shelf)),
        ),
        **_accessibility(shelf, claims(shelf.publication)),
    }


def _ebooks(shelf: Shelf) -> Iterator[_Node]:
    claimed = {offer.edition: said for offer, said in declared(shelf)}
    for offer in _whole(shelf, *_EBOOKS):
        yield {**_example(shelf, "Book", "EBook", [offer]), **_accessibility(shelf, claimed.get(offer.edition))}


def _audiobooks(shelf: Shelf) -> Iterator[_Node]:
    claimed = {offer.edition: said for offer, said in declared(shelf)}
    for editions in _AUDIOBOOKS:
        if offers := list(_whole(shelf, *editions)):
            said = next((claimed[edition] for edition in editions if edition in claimed), None)
            yield {
                **_example(shelf, "Audiobook", "AudiobookFormat", offers),
                **_known(
                    abridged=False,
                    readBy=_readers(shelf),
                    duration=_duration(offers[0].seconds),
                    associatedMedia=[_file(shelf, offer) for offer in _whole(shelf, "transcript")],
                ),
                **(_accessibility(shelf, said) if said or editions != _SOUND_ALONE else _heard(shelf)),
            }


def _heard(shelf: Shelf) -> _Node:
    """Return the accessibility properties of sound alone, which suffices where nothing visible is left unspoken."""
    sufficient = [] if unspoken(shelf.book) else [_modes("auditory")]
    return _known(accessMode=["auditory"], accessModeSufficient=sufficient)


def _example(shelf: Shelf, kind: str, form: str, offers: Sequence[Offer]) -> _Node:
    """Return an edition of the work with its files."""
    metadata = shelf.publication.metadata
    captions = next((each for each in _whole(shelf, "captions") if not each.path.endswith(".chapters.vtt")), None)
    return {
        "@type": kind,
        "name": metadata.title,
        "inLanguage": metadata.language,
        "bookFormat": f"https://schema.org/{form}",
        "encoding": [_file(shelf, offer, captions) for offer in offers],
    }


def _chapters(shelf: Shelf) -> Iterator[_Node]:
    pages = addresses.pages(shelf.publication)
    spoken = {each.chapter.id: each for each in shelf.spoken()}
    for position, chapter in enumerate(shelf.publication.reading_order, 1):
        yield _chapter(shelf, position, chapter, pages, spoken.get(chapter.id))


def _chapter(shelf: Shelf, position: int, chapter: Chapter, pages: Mapping[str, str], spoken: Spoken | None) -> _Node:
    return {
        "@type": "Chapter",
        **_located(shelf, pages[chapter.id]),
        **_known(
            name=chapter.title,
            position=position,
            audio=_file(shelf, spoken.sound, spoken.captions) if spoken else None,
        ),
    }


def _file(shelf: Shelf, offer: Offer, captions: Offer | None = None) -> _Node:
    """Return a file; sound has what is said in it as captions."""
    is_sound = offer.media_type.startswith("audio/")
    return {
        "@type": "AudioObject" if is_sound else "MediaObject",
        **_known(
            contentUrl=_at(shelf, addresses.download(offer)),
            encodingFormat=offer.media_type,
            contentSize=size(offer.size),
            sha256=offer.sha256,
            duration=_duration(offer.seconds),
            caption=_file(shelf, captions) if is_sound and captions else None,
        ),
    }


def _accessibility(shelf: Shelf, claimed: Claims | None) -> _Node:
    """Return the accessibility properties; a set of modes is an ItemList (schema.org, accessModeSufficient)."""
    if claimed is None:
        return {}
    summary: str | _Node = claimed.summary
    if claimed.summary_language != shelf.publication.metadata.language:
        summary = {"@value": claimed.summary, "@language": claimed.summary_language}
    return _known(
        accessMode=list(claimed.access_modes),
        accessModeSufficient=[_modes(modes) for modes in claimed.access_modes_sufficient],
        accessibilityFeature=list(claimed.features),
        accessibilityHazard=list(claimed.hazards),
        accessibilitySummary=summary if claimed.summary else "",
    )


def _modes(modes: str) -> _Node:
    return {"@type": "ItemList", "itemListElement": modes.split(",")}


def _readers(shelf: Shelf) -> list[_Node]:
    """Return the persons who read; a synthetic voice is none."""
    persons = {voice.narrator for voice in shelf.publication.narration.voices.values() if voice.narrator}
    return [_person(name) for name in shelf.publication.metadata.narrators if name in persons]


def _person(name: str) -> _Node:
    """Return somebody by name; whether a name is a person's is not known (as in Publication Manifest, 2.6.3)."""
    return {"@type": "Person", "name": name}


def _whole(shelf: Shelf, *editions: str) -> Iterator[Offer]:
    """Yield the files of some editions that hold the whole publication, not a chapter."""
    return (offer for offer in shelf.offers if offer.edition in editions and "/" not in offer.path)


def _located(shelf: Shelf, address: str) -> _Node:
    return {"@id": _at(shelf, address), "url": _at(shelf, address)} if shelf.url else {}


def _at(shelf: Shelf, address: str) -> str:
    return f"{shelf.url or ''}{address}"


def _duration(length: float) -> str | None:
    """Return seconds as an ISO 8601 duration; None for no time."""
    return f"PT{seconds(round(length * 1000))}S" if length else None


def _known(**properties: Any) -> _Node:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
