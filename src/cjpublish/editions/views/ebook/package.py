"""The container and the package document: EbookLib packs, and its work is then corrected where clauses ask for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from ebooklib import epub
from lxml import etree

from cjpublish.editions.views.accessibility import PAGES
from cjpublish.editions.views.archive import Entry, whole
from cjpublish.editions.views.ebook.contents import Contents, Overlays
from cjpublish.editions.views.ebook.navigation import Entry as Line
from cjpublish.editions.views.ebook.text import File
from cjpublish.editions.views.overlays import ACTIVE_CLASS, PLAYING_CLASS, clock_value
from cjpublish.editions.views.page import direction
from cjpublish.editions.views.pagination import page_source

__all__ = ["package"]

_PACKAGE_DOCUMENT = "EPUB/content.opf"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def package(contents: Contents) -> Iterator[Entry]:
    """Yield the entries of an EPUB 3.3 container, the same for the same contents (EPUB 3.3, 4 and 5).

    Sound is read when its entry is written, one chapter at a time.
    """
    metadata = contents.metadata
    book = epub.EpubBook()
    book.set_identifier(metadata.identifier)
    book.set_language(metadata.language)
    book.set_direction("rtl" if direction(metadata.language) == "rtl" else None)
    for namespace, name, value, attributes in (
        *_bibliographic(contents),
        *_accessibility(contents),
        *_overlays(contents.overlays),
    ):
        book.add_metadata(namespace, name, value, attributes)
    book.title = metadata.title
    pages = [_item(file) for file in contents.pages]
    navigation = _item(contents.navigation)
    sounds = [epub.EpubItem(sound.id, sound.name, "audio/mpeg", b"") for sound in contents.sounds]
    others = map(_item, (*contents.others, contents.cover))
    for item in (*pages, navigation, *others, *sounds, epub.EpubNcx()):
        book.add_item(item)
    # What nav links is in the spine (A.7), nav too, for it is a landmark; readers have their own way to show it.
    book.spine = [*pages, (navigation, "no")]
    book.toc = _ncx(contents.toc)
    loose = BytesIO()
    modified = datetime.strptime(metadata.modified, "%Y-%m-%dT%H:%M:%SZ")
    # EbookLib hides disk errors unless told otherwise; what it packs is packed again below.
    epub.write_epub(loose, book, {"mtime": modified, "raise_exceptions": True, "compresslevel": 0})
    yield from _repacked(loose, contents)


def _item(file: File) -> Any:
    item = epub.EpubItem(file.id, file.name, file.media_type, file.content)
    item.properties = file.properties.split()
    return item


def _ncx(entries: Sequence[Line]) -> list[Any]:
    """Return a table of contents as EbookLib writes it into the NCX, for readers of EPUB 2."""
    return [
        (epub.Section(entry.title, entry.href), _ncx(entry.entries))
        if entry.entries
        else epub.Link(entry.href, entry.title, "ncx-" + entry.href.replace("/", "-").replace("#", "-"))
        for entry in entries
    ]


_Metadata = Iterator[tuple[str | None, str, str, dict[str, str]]]
"""Namespace, element, text and attributes of each element, as EbookLib takes them."""


def _bibliographic(contents: Contents) -> _Metadata:
    """Yield titles, creators and what else a catalogue says; each id once (EPUB 3.3, 5.5)."""
    metadata = contents.metadata
    yield "DC", "title", metadata.title, {"id": "title"}
    if metadata.subtitle:
        yield "DC", "title", metadata.subtitle, {"id": "subtitle"}
        yield None, "meta", "main", {"refines": "#title", "property": "title-type"}
        yield None, "meta", "subtitle", {"refines": "#subtitle", "property": "title-type"}
    for number, author in enumerate(metadata.authors, 1):
        yield "DC", "creator", author, {"id": f"creator-{number}"}
        refines = {"refines": f"#creator-{number}", "property": "role", "scheme": "marc:relators"}
        yield None, "meta", "aut", refines
    for name, value in (
        ("publisher", metadata.publisher),
        ("date", metadata.date),
        ("description", metadata.description),
        ("rights", metadata.rights),
        ("source", metadata.source),
        *(("subject", subject) for subject in metadata.subjects),
    ):
        if value:
            yield "DC", name, " ".join(value.split()), {}
    if PAGES.issubset(contents.claims.features) and (pages := page_source(metadata)):
        yield None, "meta", pages, {"property": "pageBreakSource"}  # A.17
    yield None, "meta", "", {"name": "cover", "content": contents.cover.id}  # A.6


def _accessibility(contents: Contents) -> _Metadata:
    """Yield the accessibility metadata, one value an element (standards A.8, A.14)."""
    found = contents.claims
    for name, values in (
        ("accessMode", found.access_modes),
        ("accessModeSufficient", found.access_modes_sufficient),
        ("accessibilityFeature", found.features),
        ("accessibilityHazard", found.hazards),
    ):
        for value in values:
            yield None, "meta", value, {"property": f"schema:{name}"}
    language = {} if found.summary_language == contents.metadata.language else {_XML_LANG: found.summary_language}
    yield None, "meta", found.summary, {"property": "schema:accessibilitySummary", **language}
    if found.certified_by:
        yield None, "meta", _CONFORMS_TO, {"property": "dcterms:conformsTo", "id": "conformance"}
        yield None, "meta", found.certified_by, {"property": "a11y:certifiedBy", "refines": "#conformance"}


def _overlays(overlays: Overlays | None) -> _Metadata:
    """Yield durations, narrators and the classes of what is being spoken (EPUB 3.3, 9.3.2.2; standards B.4, B.5)."""
    if overlays is None:
        return
    for name, duration in overlays.durations:
        yield None, "meta", clock_value(duration), {"property": "media:duration", "refines": f"#{name}"}
    total = sum(duration for _, duration in overlays.durations)
    yield None, "meta", clock_value(total), {"property": "media:duration"}
    for narrator in overlays.narrators:
        yield None, "meta", narrator, {"property": "media:narrator"}
    yield None, "meta", ACTIVE_CLASS, {"property": "media:active-class"}
    yield None, "meta", PLAYING_CLASS, {"property": "media:playback-active-class"}


def _repacked(loose: BytesIO, contents: Contents) -> Iterator[Entry]:
    """Yield the container's entries in the order that standards A.1 and A.3 ask for."""
    sounds = {f"EPUB/{sound.name}": sound.read for sound in contents.sounds}
    with ZipFile(loose) as source:
        for name in ("mimetype", *sorted(set(source.namelist()) - {"mimetype"})):
            content = source.read(name)
            if name == _PACKAGE_DOCUMENT:
                content = _corrected(content, contents)
            yield Entry(name, sounds.get(name) or partial(whole, content))


def _corrected(document: bytes, contents: Contents) -> bytes:
    """Return the package document with what EbookLib can't write."""
    root = etree.fromstring(document)
    root.set(_XML_LANG, contents.metadata.language)  # A.4
    root.attrib.pop("prefix", None)  # it declares `rendition`, which is reserved and not used here
    voiced = {file.id: file.media_overlay for file in (*contents.pages, contents.navigation) if file.media_overlay}
    for item in root.iterfind(".//{*}manifest/{*}item"):
        if overlay := voiced.get(item.get("id")):
            item.set("media-overlay", overlay)  # B.1
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
