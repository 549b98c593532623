"""A page of a catalogue as OPDS 2.0: publications as Readium's web publication manifests describe them, as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from cjpublish.editions.views.accessibility import readium
from cjpublish.site.opds.links import Link, images, is_book, links
from cjpublish.site.opds.pages import OPDS_1, OPDS_2, PER_PAGE, Page
from cjpublish.site.shelf import Listing

__all__ = ["feed"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""What Readium's metadata schema takes for a date; a year or a month alone is none, and nobody knows the day."""


def feed(page: Page) -> bytes:
    """Return the page, JSON in UTF-8."""
    catalogue = page.catalogue
    metadata = {
        "identifier": page.identifier,
        "title": catalogue.title,
        "modified": catalogue.modified,
        "numberOfItems": len(catalogue.listings),
        "itemsPerPage": PER_PAGE,
        "currentPage": page.number,
    }
    document = {
        "metadata": metadata,
        "links": [_link(link) for link in page.links(OPDS_2, OPDS_1)],
        "publications": [_publication(listing, catalogue.url) for listing in page.listings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _publication(listing: Listing, url: str) -> dict[str, Any]:
    """Return an OPDS publication (OPDS 2.0, 5.1)."""
    return {
        "metadata": _metadata(listing),
        "links": [_link(link) for link in links(listing, url)],
        "images": [_link(link) for link in images(listing, url)],
    }


def _metadata(listing: Listing) -> dict[str, Any]:
    """Return the metadata; what isn't known is left out (OPDS 2.0, 5.2)."""
    metadata = listing.metadata
    return _known(
        {
            "@type": f"http://schema.org/{'Book' if is_book(listing) else 'Audiobook'}",
            "identifier": metadata.identifier,
            "title": metadata.title,
            "subtitle": metadata.subtitle,
            "author": list(metadata.authors),
            "narrator": list(metadata.narrators) if listing.seconds else [],
            "publisher": metadata.publisher,
            "language": metadata.language,
            "published": metadata.date if _DAY.fullmatch(metadata.date or "") else None,
            "modified": metadata.modified,
            "description": " ".join(listing.description.split()),
            "subject": list(metadata.subjects),
            "rights": metadata.rights,
            "duration": round(listing.seconds, 3),
            "accessibility": readium(listing.claims),
        }
    )


def _link(link: Link) -> dict[str, Any]:
    return _known(
        {
            "rel": link.rel,
            "href": link.href,
            "type": link.media_type,
            "title": link.title,
            "size": link.size,
            "duration": round(link.seconds, 3),
        }
    )


def _known(terms: dict[str, Any]) -> dict[str, Any]:
    return {term: value for term, value in terms.items() if value}
