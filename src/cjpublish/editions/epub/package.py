"""The container and the package document: EbookLib packs, and its work is then corrected where clauses ask for more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ebooklib import epub
from lxml import etree

from cjpublish.editions.epub.contents import Contents, File
from cjpublish.editions.epub.navigation import Entry
from cjpublish.editions.views.page import direction

__all__ = ["package"]

_PACKAGE_DOCUMENT = "EPUB/content.opf"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that ZIP can say: a fixed one, so that the day is no part of the bytes (standards A.3)."""
_STORED = ("mimetype", ".jpg", ".jpeg", ".png", ".gif", ".webp")
"""What compression would not make smaller (standards A.1, A.3)."""


def package(contents: Contents) -> bytes:
    """Return an EPUB 3.3 container, the same bytes for the same contents (EPUB 3.3, 4 and 5)."""
    metadata = contents.metadata
    book = epub.EpubBook()
    book.set_identifier(metadata.identifier)
    book.set_language(metadata.language)
    book.set_direction("rtl" if direction(metadata.language) == "rtl" else None)
    for namespace, name, value, attributes in (*_bibliographic(contents), *_accessibility(contents)):
        book.add_metadata(namespace, name, value, attributes)
    book.title = metadata.title
    pages = [_item(file) for file in contents.pages]
    navigation = _item(contents.navigation)
    for item in (*pages, navigation, *map(_item, contents.others), _item(contents.cover), epub.EpubNcx()):
        book.add_item(item)
    # What nav links is in the spine (A.7), nav too, for it is a landmark; readers have their own way to show it.
    book.spine = [*pages, (navigation, "no")]
    book.toc = _ncx(contents.toc)
    loose = BytesIO()
    modified = datetime.strptime(metadata.modified, "%Y-%m-%dT%H:%M:%SZ")
    # EbookLib hides disk errors unless told otherwise, and what it packs is compressed below, once.
    epub.write_epub(loose, book, {"mtime": modified, "raise_exceptions": True, "compresslevel": 0})
    return _repacked(loose, metadata.language)


def _item(file: File) -> Any:
    item = epub.EpubItem(file.id, file.name, file.media_type, file.content)
    item.properties = file.properties.split()
    return item


def _ncx(entries: Sequence[Entry]) -> list[Any]:
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


def _repacked(loose: BytesIO, language: str) -> bytes:
    """Return the container with ZIP order, methods and dates as standards A.1 and A.3 have them."""
    packed = BytesIO()
    with ZipFile(loose) as source, ZipFile(packed, "w") as target:
        for name in ("mimetype", *sorted(set(source.namelist()) - {"mimetype"})):
            content = source.read(name)
            if name == _PACKAGE_DOCUMENT:
                content = _corrected(content, language)
            entry = ZipInfo(name, _ZIP_DATE)
            entry.create_system = 3  # Unix, on any system
            entry.external_attr = 0o644 << 16
            entry.compress_type = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
            target.writestr(entry, content, compresslevel=6)
    return packed.getvalue()


def _corrected(document: bytes, language: str) -> bytes:
    """Return the package document with what EbookLib can't write."""
    root = etree.fromstring(document)
    root.set(_XML_LANG, language)  # A.4
    root.attrib.pop("prefix", None)  # it declares `rendition`, which is reserved and not used here
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
