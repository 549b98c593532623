"""What a library's index says of itself in its head: to those who find it, share it or subscribe to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cjpublish.editions.views.page import attribute
from cjpublish.site import addresses
from cjpublish.site.library.entries import Library
from cjpublish.site.opds.pages import Format

__all__ = ["head", "linked_data"]


def head(library: Library, catalogues: tuple[Format, ...]) -> str:
    """Return what stands in the head of the index, as HTML; `catalogues` are those that there are."""
    url = attribute(library.url)
    lines = [f'<meta name="description" content="{attribute(library.description)}">'] if library.description else []
    lines.append(f'<link rel="canonical" href="{url}">')
    lines += (
        f'<link rel="alternate" type="{each.media_type}" title="{attribute(library.title)}" href="{url}{each.name}">'
        for each in catalogues
    )
    lines += (
        f'<meta property="{name}" content="{attribute(content)}">' for name, content in _open_graph(library) if content
    )
    # No text within the data may end its element (HTML, 4.12.1.3).
    data = json.dumps(linked_data(library), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "".join(f"{line}\n" for line in lines)


def _open_graph(library: Library) -> Iterator[tuple[str, str | None]]:
    """Yield properties with their content, which may be nothing (The Open Graph protocol, https://ogp.me/)."""
    first = library.entries[0].listing
    yield "og:title", library.title
    yield "og:type", "website"
    yield "og:description", library.description
    yield "og:url", library.url
    yield "og:image", f"{library.url}{first.folder}{addresses.COVER}"
    yield "og:image:alt", first.metadata.cover_alt


def linked_data(library: Library) -> dict[str, Any]:
    """Return the library in schema.org's terms: a page of a collection whose items tell more on pages of their own."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": each.listing.metadata.title,
            "url": f"{library.url}{each.listing.folder}",
        }
        for position, each in enumerate(library.entries, 1)
    ]
    known = {
        "description": library.description,
        "publisher": {"@type": "Organization", "name": library.publisher} if library.publisher else None,
    }
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": library.url,
        "url": library.url,
        "name": library.title,
        "inLanguage": library.language,
        "dateModified": library.modified,
        **{name: value for name, value in known.items() if value},
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
