"""The site's catalogue for reading apps: OPDS 1.2, which most know, and OPDS 2.0, which says more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cjpublish.model import Artifact
from cjpublish.site.files import file
from cjpublish.site.opds import manifest
from cjpublish.site.opds.fit import fit
from cjpublish.site.opds.links import whole
from cjpublish.site.opds.pages import OPDS_1, OPDS_2, pages
from cjpublish.site.shelf import Catalogue

__all__ = ["files"]


def files(catalogue: Catalogue) -> Iterator[Artifact]:
    """Yield opds.xml and opds.json, and opds-2.xml and so on where there are many publications.

    What can't be taken along whole is in no catalogue: an entry needs a link to acquire it (OPDS 1.2, 5; 2.0, 5.1), and
    OPDS 2.0 has no word for an empty catalogue. Where nothing is left, no file is.
    """
    from cjpublish.site.opds import atom  # lxml takes a while to load

    listings = tuple(listing for listing in catalogue.listings if any(map(whole, listing.offers)))
    for page in pages(fit(replace(catalogue, listings=listings))):
        yield file(page.name(OPDS_1), OPDS_1.media_type, atom.feed(page))
        yield file(page.name(OPDS_2), OPDS_2.media_type, manifest.feed(page))
