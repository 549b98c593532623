"""The list of pages that search engines read (Sitemaps protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable

from cjpublish.editions.views.page import text

__all__ = ["sitemap"]


def sitemap(url: str, pages: Iterable[str], modified: str) -> bytes:
    """Return the sitemap of a site at an address; `modified` is when it last changed, a W3C date and time."""
    entries = "".join(f"<url><loc>{text(url + page)}</loc><lastmod>{modified}</lastmod></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    ).encode()
