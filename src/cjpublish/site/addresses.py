"""Where everything lies in a site, relative to its root; names are as readable as addresses that people share."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from cjpublish.editions.views.ebook.text import file_names
from cjpublish.model import Publication
from cjpublish.site.shelf import Offer

__all__ = [
    "COVER",
    "COVER_SMALL",
    "COVER_SQUARE",
    "ICONS",
    "INDEX",
    "MANIFEST",
    "OPDS_1",
    "OPDS_2",
    "PODCAST",
    "PODCAST_CODE",
    "SITEMAP",
    "chapters",
    "download",
    "pages",
    "reading",
    "root",
    "times",
]

INDEX = "index.html"
"""The publication's page, or a library's index."""
COVER = "cover.jpg"
"""The cover, upright: 1600 × 2400 pixels or what the publisher gave."""
COVER_SMALL = "cover-small.jpg"
"""The same, 400 × 600 pixels."""
COVER_SQUARE = "cover-square.jpg"
"""The same, 2000 × 2000 pixels, as podcast directories ask."""
ICONS = (("icon-192.png", 192), ("icon-512.png", 512))
"""The icons of the site and the sides of each, in pixels."""
PODCAST = "podcast.xml"
PODCAST_CODE = "podcast-code.svg"
"""The podcast's address for a telephone's camera."""
OPDS_1 = "opds.xml"
OPDS_2 = "opds.json"
MANIFEST = "site.webmanifest"
SITEMAP = "sitemap.xml"


def reading(name: str) -> str:
    """Return the address of a chapter's page; `name` is its file's in the e-book, without suffix."""
    return f"read/{quote(name)}.html"


def pages(publication: Publication) -> Mapping[str, str]:
    """Return the address of each chapter's page, by the chapter's id."""
    names = file_names(publication.reading_order)
    return {chapter: reading(name.removesuffix(".xhtml")) for chapter, name in names.items()}


def times(page: str) -> str:
    """Return where the times of a chapter's page lie, before a hash is put into the name."""
    return f"times/{page.removeprefix('read/').removesuffix('.html')}.json"


def chapters(stem: str) -> str:
    """Return the address of an episode's chapter marks; `stem` is its sound's name without suffix."""
    return f"podcast/{quote(stem)}.chapters.json"


def download(offer: Offer) -> str:
    """Return the address of a finished file, percent-encoded (RFC 3986, 2.1)."""
    return f"downloads/{quote(offer.path)}"


def root(address: str) -> str:
    """Return the way from a page back to the site's root: `../` for each folder that it lies in."""
    return "../" * address.count("/")
