"""A publication as a catalogue lists it."""

from __future__ import annotations

from cjpublish.editions.views.accessibility import claims
from cjpublish.editions.views.audiobook.claims import audio_claims
from cjpublish.site.noted import description
from cjpublish.site.shelf import Catalogue, Listing, Shelf

__all__ = ["catalogue", "listing"]


def listing(shelf: Shelf, folder: str = "") -> Listing:
    """Return what a catalogue says of a publication whose site lies in a folder below the catalogue's."""
    spoken = tuple(shelf.spoken())
    return Listing(
        metadata=shelf.publication.metadata,
        claims=audio_claims(shelf.book) if spoken else claims(shelf.publication),
        offers=shelf.offers,
        seconds=sum((each.sound.seconds for each in spoken), 0.0),
        folder=folder,
        description=description(shelf.publication),
    )


def catalogue(shelf: Shelf, url: str) -> Catalogue:
    """Return the catalogue of a publication that stands alone at an address."""
    metadata = shelf.publication.metadata
    return Catalogue(
        title=metadata.title,
        language=metadata.language,
        identifier=metadata.identifier,
        url=url,
        modified=metadata.modified,
        publisher=metadata.publisher,
        listings=(listing(shelf),),
    )
