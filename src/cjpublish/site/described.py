"""What a page says of itself in its head: to those who find it, share it or subscribe to it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cjpublish.editions.views.page import attribute
from cjpublish.site import addresses
from cjpublish.site.feeds import feeds
from cjpublish.site.linked_data import linked_data
from cjpublish.site.shelf import Offer, Shelf

__all__ = ["head"]

_TERRITORY = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?-([a-z]{2})(?:-|$)")
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""What could end a script element, or begin a comment in it (HTML, 4.12.1.3)."""


def head(shelf: Shelf, page_address: str, title: str, description: str) -> str:
    """Return what stands in the head of a page, as HTML; `page_address` is relative to the site's root.

    What needs an absolute address (canonical link, feeds, Open Graph's address, picture and sound) is there only where
    the site's is known. Only the publication's own page has the linked data; a policy for scripts does not concern it,
    as it is a data block (HTML, 4.12.1).
    """
    lines = [f'<meta name="description" content="{attribute(description)}">'] if description else []
    lines += (f'<meta name="author" content="{attribute(name)}">' for name in shelf.publication.metadata.authors)
    lines += _links(shelf, page_address)
    lines += (
        f'<meta property="{name}" content="{attribute(content)}">'
        for name, content in _open_graph(shelf, page_address, title, description)
        if content
    )
    if page_address == addresses.INDEX:
        data = json.dumps(linked_data(shelf), ensure_ascii=False).translate(_IN_SCRIPT)
        lines.append(f'<script type="application/ld+json">{data}</script>')
    return "".join(f"{line}\n" for line in lines)


def _links(shelf: Shelf, page_address: str) -> Iterator[str]:
    """Yield the page's own address and the feeds'."""
    if shelf.url is None:
        return
    yield f'<link rel="canonical" href="{attribute(_canonical(shelf.url, page_address))}">'
    for address, kind, name in feeds(shelf):
        yield f'<link rel="alternate" type="{kind}" title="{name}" href="{attribute(shelf.url + address)}">'


def _open_graph(shelf: Shelf, page_address: str, title: str, description: str) -> Iterator[tuple[str, str | None]]:
    """Yield properties with their content, which may be nothing (The Open Graph protocol, https://ogp.me/).

    A locale has a territory; where the language names none, nothing is said rather than guessed.
    """
    metadata = shelf.publication.metadata
    is_whole = page_address == addresses.INDEX
    locale = _TERRITORY.match(metadata.language.lower())
    yield "og:title", title
    yield "og:type", "book" if is_whole else "article"
    yield "og:description", description
    yield "og:locale", f"{locale[1]}_{locale[2].upper()}" if locale else None
    if shelf.url:
        yield "og:url", _canonical(shelf.url, page_address)
        yield "og:image", shelf.url + addresses.COVER
        yield "og:image:alt", metadata.cover_alt
        if sound := _heard(shelf, page_address):
            yield "og:audio", shelf.url + addresses.download(sound)
            yield "og:audio:type", sound.media_type
    yield "book:release_date" if is_whole else "article:published_time", metadata.date


def _canonical(url: str, page_address: str) -> str:
    """Return a page's absolute address; the first page's is the site's."""
    return url if page_address == addresses.INDEX else url + page_address


def _heard(shelf: Shelf, page_address: str) -> Offer | None:
    """Return what is heard of a page: the whole publication, or its chapter."""
    if page_address == addresses.INDEX:
        whole = {offer.edition: offer for offer in shelf.offers if "/" not in offer.path}
        return whole.get("mp3") or whole.get("m4b")
    pages = addresses.pages(shelf.publication)
    return next((each.sound for each in shelf.spoken() if pages[each.chapter.id] == page_address), None)
