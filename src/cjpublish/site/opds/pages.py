"""A catalogue in pages: what each holds, what it is called, and which others it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from cjpublish.site import addresses
from cjpublish.site.opds.links import HTML, Link
from cjpublish.site.shelf import Catalogue, Listing

__all__ = ["OPDS_1", "OPDS_2", "PER_PAGE", "Format", "Page", "pages", "urn"]

PER_PAGE = 100
"""Publications."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of catalogue."""

    name: str
    """Of its first page."""
    media_type: str
    """Of each page."""


OPDS_1 = Format(addresses.OPDS_1, "application/atom+xml;profile=opds-catalog;kind=acquisition")
"""OPDS 1.2, 7.1.3."""
OPDS_2 = Format(addresses.OPDS_2, "application/opds+json")
"""OPDS 2.0, 1.1."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a catalogue."""

    catalogue: Catalogue
    """The whole."""
    number: int
    """From 1."""
    last: int
    """The last page's number."""

    @property
    def identifier(self) -> str:
        """The catalogue's own identifier, the same on each page: its parts are one feed (RFC 5005, 3)."""
        return urn("OPDS catalogue", self.catalogue.identifier)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """What stands on it."""
        end = self.number * PER_PAGE
        return self.catalogue.listings[end - PER_PAGE : end]

    def name(self, form: Format) -> str:
        """Return what its file is called: `opds.xml`, `opds-2.xml`."""
        return _name(form, self.number)

    def links(self, own: Format, other: Format) -> Iterator[Link]:
        """Yield links to itself, to the catalogue's start, the other format, the site and the pages around."""
        yield self._link("self", own, self.number)
        yield self._link("start", own, 1)
        yield self._link("alternate", other, self.number)
        yield Link("alternate", self.catalogue.url, HTML)
        if self.last > 1:
            around = {"first": 1, "previous": self.number - 1, "next": self.number + 1, "last": self.last}
            yield from (self._link(rel, own, number) for rel, number in around.items() if 0 < number <= self.last)

    def _link(self, rel: str, form: Format, number: int) -> Link:
        return Link(rel, self.catalogue.url + _name(form, number), form.media_type)


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield all pages; none where the catalogue is empty."""
    last = -(-len(catalogue.listings) // PER_PAGE)
    yield from (Page(catalogue, number, last) for number in range(1, last + 1))


def urn(what: str, identifier: str) -> str:
    """Return an identifier of something made from what `identifier`, a URI, stands for; always the same.

    A publication, its entry in a catalogue and the catalogue are three things (OPDS 1.2, 5.1.1; RFC 4287, 4.2.6).
    """
    return uuid5(NAMESPACE_URL, f"{what} of {identifier}").urn


def _name(form: Format, number: int) -> str:
    stem, dot, suffix = form.name.partition(".")
    return form.name if number == 1 else f"{stem}-{number}{dot}{suffix}"
