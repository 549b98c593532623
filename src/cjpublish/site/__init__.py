"""A publication's site: static files that any web host serves as they are."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.model import Artifact
from cjpublish.site.shelf import Offer, Shelf

__all__ = ["FOLDER", "NAME", "Offer", "Shelf", "downloads", "make"]

NAME = "site"
"""Under which name `editions` asks for it."""
FOLDER = "site/"
"""Where it lies in dist/."""


def downloads(offer: Offer) -> str:
    """Return where a finished file lies in the site."""
    return f"downloads/{offer.path}"


def make(shelf: Shelf) -> Iterator[Artifact]:
    """Yield all files of a publication's site but its downloads, relative to the site's root.

    Raises InputError with every picture and every chapter that can't be published.
    """
    from cjpublish.site.whole import whole  # lxml and Pillow take a while to load

    yield from whole(shelf)
