"""A page of a catalogue as OPDS 1.2: an acquisition feed in Atom (OPDS 1.2, 2.3; RFC 4287).

Accessibility is not told here: neither the specification nor any catalogue that was found has terms for it. OPDS 2.0
has. Narrators are contributors; Atom has no word for what someone contributed (RFC 4287, 4.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cjpublish.site.opds.links import Link, images, links
from cjpublish.site.opds.pages import OPDS_1, OPDS_2, Page, urn
from cjpublish.site.shelf import Listing

__all__ = ["feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/terms/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {None: _ATOM.strip("{}"), "dc": _DC.strip("{}")}


def feed(page: Page) -> bytes:
    """Return the page, XML in UTF-8."""
    catalogue = page.catalogue
    root = etree.Element(f"{_ATOM}feed", {_LANG: catalogue.language}, nsmap=_PREFIXES)
    _add(root, "id", page.identifier)
    _add(root, "title", catalogue.title)
    _add(root, "updated", catalogue.modified)
    # Who made the feed stands for the author of an entry that names none; one of both is required (RFC 4287, 4.2.1).
    author = _add(root, "author")
    _add(author, "name", catalogue.publisher or catalogue.title)
    _add(author, "uri", catalogue.url)
    _add_links(root, page.links(OPDS_1, OPDS_2))
    for listing in page.listings:
        _add_entry(root, listing, catalogue.url)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _add_entry(root: etree._Element, listing: Listing, url: str) -> None:
    """Add a complete entry (OPDS 1.2, 5.1.2)."""
    metadata = listing.metadata
    entry = _add(root, "entry", **{_LANG: metadata.language})
    _add(entry, "id", urn("OPDS entry", metadata.identifier))
    _add(entry, "title", ": ".join(filter(None, (metadata.title, metadata.subtitle))))
    _add(entry, "updated", metadata.modified)
    for name in metadata.authors:
        _add(_add(entry, "author"), "name", name)
    for name in metadata.narrators if listing.seconds else ():
        _add(_add(entry, "contributor"), "name", name)
    for subject in metadata.subjects:
        _add(entry, "category", term=subject, label=subject)
    if metadata.rights:
        _add(entry, "rights", metadata.rights)
    if listing.description:
        _add(entry, "summary", " ".join(listing.description.split()), type="text")
    for name, value in _dublin_core(listing):
        etree.SubElement(entry, f"{_DC}{name}").text = value
    _add_links(entry, (*images(listing, url), *links(listing, url)))


def _dublin_core(listing: Listing) -> Iterator[tuple[str, str]]:
    """Yield what Atom has no element for (OPDS 1.2, 5.1.1)."""
    metadata = listing.metadata
    yield "identifier", metadata.identifier
    yield "language", metadata.language
    for name, value in (("publisher", metadata.publisher), ("issued", metadata.date), ("source", metadata.source)):
        if value:
            yield name, value
    if listing.seconds:
        yield "extent", f"PT{round(listing.seconds)}S"


def _add_links(parent: etree._Element, found: Iterable[Link]) -> None:
    for link in found:
        element = _add(parent, "link", rel=link.rel, href=link.href, type=link.media_type)
        if link.title:
            element.set("title", link.title)
        if link.size:
            element.set("length", str(link.size))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{_ATOM}{name}", attributes)
    element.text = text
    return element
