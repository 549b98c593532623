"""The site of a library: an index of its publications, whose own sites lie in folders beside it."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.model import Artifact, Metadata
from cjpublish.site import addresses, opds
from cjpublish.site.assets import assets
from cjpublish.site.files import file
from cjpublish.site.frame import THEME, framed
from cjpublish.site.library.entries import Entry, Library, entry, newest_first
from cjpublish.site.library.head import head
from cjpublish.site.library.page import SCRIPTS, STYLES, index_page
from cjpublish.site.library.sitemap import sitemaps
from cjpublish.site.manifest import manifest
from cjpublish.site.opds.pages import OPDS_1, OPDS_2
from cjpublish.site.shelf import Catalogue

__all__ = ["OWN_FOLDERS", "Entry", "Library", "entry", "make", "newest_first"]

OWN_FOLDERS = frozenset({"assets"})
"""Folders in which a library's own files lie; no publication can have the name of one."""


def make(library: Library) -> Iterator[Artifact]:
    """Yield all files of a library that are its own, relative to its site's root; it has at least one publication."""
    yield from assets().files(THEME, *STYLES, *SCRIPTS)
    catalogues = list(opds.files(_catalogue(library)))
    formats = (OPDS_1, OPDS_2) if catalogues else ()
    page = index_page(library, head(library, formats), has_catalogue=bool(catalogues))
    yield file(addresses.INDEX, "text/html", framed(page))
    yield file(addresses.MANIFEST, "application/manifest+json", manifest(_metadata(library)))
    yield from catalogues
    yield from sitemaps(library)


def _catalogue(library: Library) -> Catalogue:
    return Catalogue(
        title=library.title,
        language=library.language,
        identifier=library.url,
        url=library.url,
        modified=library.modified,
        publisher=library.publisher,
        listings=tuple(each.listing for each in library.entries),
    )


def _metadata(library: Library) -> Metadata:
    """Return the library as if it were a publication, for what is said of both alike."""
    return Metadata(library.title, library.language, library.url, library.modified, description=library.description)
