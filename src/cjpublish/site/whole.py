"""Puts a publication's site together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.editions.views.ebook.text import document_titles, text_files
from cjpublish.errors import Finding, InputError
from cjpublish.model import Artifact
from cjpublish.site import accessible, addresses, landing, offline, opds, podcast, reading
from cjpublish.site.assets import assets
from cjpublish.site.described import head
from cjpublish.site.feeds import subscribed
from cjpublish.site.files import SiteFile, file, hashed
from cjpublish.site.frame import THEME, framed
from cjpublish.site.landing import Section, landing_page
from cjpublish.site.listing import catalogue
from cjpublish.site.manifest import manifest
from cjpublish.site.noted import description
from cjpublish.site.pictures import code, covers
from cjpublish.site.reading import Leaf, reading_page
from cjpublish.site.shelf import Shelf
from cjpublish.site.sitemap import sitemap
from cjpublish.site.takeaway import takeaway
from cjpublish.site.texts import body, sizes
from cjpublish.site.times import times
from cjpublish.site.words import site_words

__all__ = ["whole"]

_HTML = "text/html"
_BELOW = 3
"""The level of headings below a section's own."""


def whole(shelf: Shelf) -> Iterator[Artifact]:
    """Yield the files of a site, page by page.

    Raises InputError with every picture and every chapter that can't be published.
    """
    own = list(_own(shelf))
    yield from own
    yield file(offline.ADDRESS, "text/javascript", offline.worker(own, shelf))
    if shelf.url:
        yield from _feeds(shelf, shelf.url)


def _own(shelf: Shelf) -> Iterator[SiteFile]:
    """Yield what a device keeps to show the site without a connection."""
    yield from assets().files(THEME, *landing.STYLES, *landing.SCRIPTS, *reading.STYLES, *reading.SCRIPTS)
    yield from covers(shelf.publication)
    leaves: list[Leaf] = []
    yield from _chapters(shelf, leaves)
    yield from _pages(shelf, leaves)
    yield file(addresses.MANIFEST, "application/manifest+json", manifest(shelf.publication.metadata))
    if shelf.url and any(shelf.spoken()):
        yield file(addresses.PODCAST_CODE, "image/svg+xml", code(f"{shelf.url}{addresses.PODCAST}"))


def _chapters(shelf: Shelf, leaves: list[Leaf]) -> Iterator[SiteFile]:
    """Yield pictures and the times of each chapter; append the chapters to `leaves`."""
    publication = shelf.publication
    findings: list[Finding] = []
    text = text_files(publication, {}, findings)
    if findings:
        raise InputError(findings)
    for picture in text.others:
        if picture.media_type.startswith("image/"):
            yield file(picture.name, picture.media_type, picture.content)
    places, spoken = addresses.pages(publication), {each.chapter.id: each for each in shelf.spoken()}
    measured, titles = sizes(text), document_titles(publication)
    for chapter, page in zip(publication.reading_order, text.pages, strict=True):
        sound, when = spoken.get(chapter.id), ""
        if sound and shelf.book.timeline:
            content = times(chapter, sound.track, shelf.book.timeline.rate)
            when = hashed(addresses.times(places[chapter.id]), content)
            yield file(when, "application/json", content)
        leaves.append(Leaf(chapter, places[chapter.id], titles[chapter.id], body(page, measured), sound, when))


def _pages(shelf: Shelf, leaves: Sequence[Leaf]) -> Iterator[SiteFile]:
    """Yield the publication's page and those of its chapters."""
    metadata = shelf.publication.metadata
    described = head(shelf, addresses.INDEX, metadata.title, description(shelf.publication))
    sections = list(_sections(shelf))
    yield file(addresses.INDEX, _HTML, framed(landing_page(shelf.publication, leaves, sections, described)))
    for place, leaf in enumerate(leaves):
        page = reading_page(shelf.publication, leaves, place, head(shelf, leaf.address, leaf.title, ""))
        yield file(leaf.address, _HTML, framed(page))


def _sections(shelf: Shelf) -> Iterator[Section]:
    """Yield what the publication's page has beneath the list of chapters."""
    language = shelf.publication.metadata.language
    words = site_words(language)
    yield Section("take-along", words.take_along, takeaway(shelf, _BELOW))
    yield Section("subscribe", words.subscribe, subscribed(shelf))
    yield Section("accessibility", words.accessibility, accessible.html(shelf, _BELOW))


def _feeds(shelf: Shelf, url: str) -> Iterator[Artifact]:
    """Yield what needs the site's address: the podcast, the catalogue and the list of pages."""
    pages = ("", *addresses.pages(shelf.publication).values())
    yield file(addresses.SITEMAP, "application/xml", sitemap(url, pages, shelf.publication.metadata.modified))
    yield from opds.files(catalogue(shelf, url))
    yield from podcast.files(shelf)
