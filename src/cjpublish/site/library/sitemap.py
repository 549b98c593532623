"""The lists that search engines read: the library's own page, and where each publication lists its own."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.editions.views.page import text
from cjpublish.model import Artifact
from cjpublish.site import addresses
from cjpublish.site.files import file
from cjpublish.site.library.entries import Library
from cjpublish.site.sitemap import sitemap

__all__ = ["sitemaps"]

_OWN = "sitemap-library.xml"
_XML = "application/xml"


def sitemaps(library: Library) -> Iterator[Artifact]:
    """Yield a sitemap of the index, and a list of all sitemaps (Sitemaps protocol 0.9, Sitemap index files)."""
    yield file(_OWN, _XML, sitemap(library.url, [""], library.modified))
    places = [(_OWN, library.modified)]
    places += (
        (f"{each.listing.folder}{addresses.SITEMAP}", each.listing.metadata.modified) for each in library.entries
    )
    entries = "".join(
        f"<sitemap><loc>{text(library.url + place)}</loc><lastmod>{modified}</lastmod></sitemap>\n"
        for place, modified in places
    )
    whole = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</sitemapindex>\n"
    )
    yield file(addresses.SITEMAP, _XML, whole.encode())
