"""Puts a publication's site together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.editions.views.ebook.text import document_titles, text_files
from cjpublish.errors import Finding, InputError
from cjpublish.model import Artifact
from cjpublish.site import addresses
from cjpublish.site.assets import assets
from cjpublish.site.feeds import subscribed
from cjpublish.site.files import file, hashed
from cjpublish.site.frame import framed
from cjpublish.site.landing import Section, landing_page
from cjpublish.site.manifest import manifest
from cjpublish.site.pictures import code, covers
from cjpublish.site.reading import Leaf, reading_page
from cjpublish.site.shelf import Shelf
from cjpublish.site.sitemap import sitemap
from cjpublish.site.texts import body, sizes
from cjpublish.site.times import times
from cjpublish.site.words import site_words

__all__ = ["whole"]

_HTML = "text/html"


def whole(shelf: Shelf) -> Iterator[Artifact]:
    """Yield the files of a site, page by page.

    Raises InputError with every picture and every chapter that can't be published.
    """
    publication = shelf.publication
    findings: list[Finding] = []
    text = text_files(publication, {}, findings)
    if findings:
        raise InputError(findings)
    yield from assets().artifacts()
    yield from covers(publication)
    for picture in text.others:
        if picture.media_type.startswith("image/"):
            yield file(picture.name, picture.media_type, picture.content)
    leaves: list[Leaf] = []
    places, spoken = addresses.pages(publication), {each.chapter.id: each for each in shelf.spoken()}
    measured, titles = sizes(text), document_titles(publication)
    for chapter, page in zip(publication.reading_order, text.pages, strict=True):
        sound, when = spoken.get(chapter.id), ""
        if sound and shelf.book.timeline:
            content = times(chapter, sound.track, shelf.book.timeline.rate)
            when = hashed(addresses.times(places[chapter.id]), content)
            yield file(when, "application/json", content)
        leaves.append(Leaf(chapter, places[chapter.id], titles[chapter.id], body(page, measured), sound, when))
    for place, leaf in enumerate(leaves):
        yield file(leaf.address, _HTML, framed(reading_page(publication, leaves, place)))
    yield file(addresses.MANIFEST, "application/manifest+json", manifest(publication.metadata))
    sections = list(_sections(shelf, leaves))
    yield file(addresses.INDEX, _HTML, framed(landing_page(publication, leaves, sections, "")))
    if shelf.url:
        pages = (addresses.INDEX, *(leaf.address for leaf in leaves))
        yield file(addresses.SITEMAP, "application/xml", sitemap(shelf.url, pages, publication.metadata.modified))
        if spoken:
            yield file(addresses.PODCAST_CODE, "image/svg+xml", code(f"{shelf.url}{addresses.PODCAST}"))


def _sections(shelf: Shelf, leaves: Sequence[Leaf]) -> Iterator[Section]:
    metadata = shelf.publication.metadata
    words = site_words(metadata.language)
    if shelf.url:
        is_spoken = any(leaf.spoken for leaf in leaves)
        yield Section("subscribe", words.subscribe, subscribed(shelf.url, metadata.language, is_spoken=is_spoken))
