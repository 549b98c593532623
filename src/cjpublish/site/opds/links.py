"""Where a publication is to be had, seen and read about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cjpublish.site import addresses
from cjpublish.site.shelf import Listing, Offer

__all__ = ["HTML", "Link", "images", "is_book", "links", "whole"]

# All addresses are absolute. Relative ones are allowed (RFC 4287, 2; Readium's link schema) and calibre takes them as
# they stand (its opensearch_store.py); Thorium, Readium's Kotlin toolkit and CrossPoint have each resolved them wrongly
# (edrlab/thorium-reader 748 and 783, readium/kotlin-toolkit 548, crosspoint-reader/crosspoint-reader 3044).

HTML = "text/html"
_OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
"""OPDS 1.2, 5.2.1. OPDS 2.0 (5.3) has `download` for it too, which its own schema doesn't know."""
_IMAGE = "http://opds-spec.org/image"
_THUMBNAIL = "http://opds-spec.org/image/thumbnail"
_EPUB = "application/epub+zip"
_AIDS = ("text/vtt", "application/json")


@dataclass(frozen=True, slots=True)
class Link:
    """A link, before it is written as Atom or as JSON."""

    rel: str
    """A link relation."""
    href: str
    """Absolute."""
    media_type: str
    """Of what it leads to."""
    title: str = ""
    """In a few words for people; empty where there is nothing to tell apart."""
    size: int = 0
    """Bytes; 0 where it is not known."""
    seconds: float = 0
    """How long it plays; 0 where it is no audio."""


def whole(offer: Offer) -> bool:
    """Return whether a file is the whole publication: not a chapter, captions, or times and places for programs."""
    return "/" not in offer.path and not offer.media_type.endswith("+json") and offer.media_type not in _AIDS


def is_book(listing: Listing) -> bool:
    """Return whether a publication is to be had as an e-book, or can't be heard; where not, it is an audiobook."""
    return not listing.seconds or any(offer.media_type == _EPUB for offer in listing.offers)


def links(listing: Listing, url: str) -> Iterator[Link]:
    """Yield links to each whole file, in the order of the offers, and to the publication's page; `url` is the site's.

    Apps offer the first that they can open, so the editions' order is the order of preference.
    """
    place = url + listing.folder
    offers = tuple(filter(whole, listing.offers))
    titles = Counter(offer.title for offer in offers)
    for offer in offers:
        href = place + addresses.download(offer)
        title = offer.title if titles[offer.title] == 1 else f"{offer.title}: {_suffix(offer)}"
        yield Link(_OPEN_ACCESS, href, offer.media_type, title, offer.size, offer.seconds)
    yield Link("alternate", place, HTML)


def images(listing: Listing, url: str) -> Iterator[Link]:
    """Yield links to the cover and to its thumbnail, titled with what there is to see."""
    for rel, name in ((_IMAGE, addresses.COVER), (_THUMBNAIL, addresses.COVER_SMALL)):
        yield Link(rel, f"{url}{listing.folder}{name}", "image/jpeg", listing.metadata.cover_alt)


def _suffix(offer: Offer) -> str:
    return offer.path.rpartition(".")[2].upper()
