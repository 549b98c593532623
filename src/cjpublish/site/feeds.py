"""How people subscribe: the addresses of the feeds, as text, as links and as a code for a telephone."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.editions.views.page import attribute, text
from cjpublish.site.addresses import OPDS_1, OPDS_2, PODCAST, PODCAST_CODE
from cjpublish.site.frame import own
from cjpublish.site.shelf import Shelf
from cjpublish.site.words import site_words

__all__ = ["feeds", "subscribed"]

_PODCAST = (PODCAST, "application/rss+xml", "Podcast")
_CATALOGUES = (
    (OPDS_1, "application/atom+xml;profile=opds-catalog;kind=acquisition", "OPDS 1.2"),
    (OPDS_2, "application/opds+json", "OPDS 2.0"),
)


def feeds(shelf: Shelf) -> Iterator[tuple[str, str, str]]:
    """Yield the feeds that a site has: address below the site's, media type, name; none without the site's address.

    There is a podcast where chapters can be heard, and a catalogue where there is a whole file to take along.
    """
    from cjpublish.site.opds.links import whole

    if shelf.url is None:
        return
    if any(shelf.spoken()):
        yield _PODCAST
    if any(map(whole, shelf.offers)):
        yield from _CATALOGUES


def subscribed(shelf: Shelf) -> str:
    """Return the ways to subscribe as HTML; empty where there are no feeds."""
    language, url = shelf.publication.metadata.language, shelf.url
    words = site_words(language)
    parts = []
    for name, _, _ in feeds(shelf):
        address = f"{url}{name}"
        if name == PODCAST:
            alt = attribute(words.podcast_code.format(address=address))
            parts.append(
                f'<div class="podcast">\n<div>\n{own(words.podcast, language, "p")}\n{_link(address)}</div>\n'
                f'<img src="{PODCAST_CODE}" alt="{alt}" width="160" height="160">\n</div>\n'
            )
        elif name == OPDS_1:
            parts.append(f"{own(words.catalogue, language, 'p')}\n{_link(address)}")
    return "".join(parts)


def _link(address: str) -> str:
    return f'<p class="address"><a href="{attribute(address)}">{text(address)}</a></p>\n'
