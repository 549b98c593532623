"""Reads a site as a browser without script does: its pages, what they link, and what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

__all__ = ["Link", "links", "pages", "tree"]

_HOST = "https://site.test/"
_ATTRIBUTES = ("href", "src", "srcset", "poster", "data-times")


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a page to something in the site."""

    page: str
    """The page, relative to the site's root."""
    written: str
    """As written there."""
    target: str
    """The file, relative to the site's root."""
    fragment: str
    """An id in it; empty where the whole is meant."""


def pages(site: Path) -> list[Path]:
    """Return the site's own pages; what it offers to take along is not looked at."""
    return sorted(page for page in site.rglob("*.html") if "downloads" not in page.relative_to(site).parts)


def tree(page: Path) -> html.HtmlElement:
    """Return a page as a browser parses it."""
    return html.document_fromstring(page.read_bytes())


def links(site: Path) -> Iterator[Link]:
    """Yield every reference within the site, of all pages."""
    for page in pages(site):
        name = page.relative_to(site).as_posix()
        for element in tree(page).iter():
            for attribute in _ATTRIBUTES:
                written = element.get(attribute) if isinstance(element.tag, str) else None
                if written is None or element.get("rel") == "canonical":
                    continue
                address = urljoin(_HOST + name, written)
                if address.startswith(_HOST):
                    parts = urlsplit(address)
                    yield Link(name, written, unquote(parts.path).removeprefix("/"), unquote(parts.fragment))
