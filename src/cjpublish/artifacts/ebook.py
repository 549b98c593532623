"""An EPUB opened to be looked at: its package, its documents, its overlays, each parsed once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit
from zipfile import ZipInfo

from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.importers import Original, archive
from cjpublish.importers.xml import parse

__all__ = ["Ebook", "Item", "ItemRef", "Meta", "opened", "resolved"]

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SMIL = "{http://www.w3.org/ns/SMIL}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_CONTAINER = "META-INF/container.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_PLAIN = re.compile(r"((?:\w[\w./-]*)?)#([\w.:-]+)")
"""A reference in which nothing is written in another way, and that has no scheme."""
_PARSED = {"application/xhtml+xml", "application/smil+xml", "application/x-dtbncx+xml", "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest (EPUB 3.3, 5.6.2)."""

    id: str
    """Its id."""
    name: str
    """The file's name in the archive; an address where it is remote."""
    media_type: str
    """As declared."""
    properties: frozenset[str]
    """Such as `nav`, `cover-image`."""
    overlay: str
    """The id of its Media Overlay; empty where it has none."""


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A line of the spine (EPUB 3.3, 5.7.2)."""

    item: Item
    """What it refers to."""
    linear: bool
    """Whether it is part of the default reading order."""


@dataclass(frozen=True, slots=True)
class Meta:
    """A statement of the package's metadata."""

    property: str
    """`dc:title`, or a `meta`'s property as written: `schema:accessMode`; for EPUB 2's form, its name."""
    value: str
    """Its text, without the white space around it."""
    refines: str
    """The id it speaks of; empty for the publication."""
    id: str
    """Its own id, or empty."""
    line: int
    """Where it stands in the package document."""


@dataclass(frozen=True, slots=True)
class Ebook:
    """An open EPUB; its archive can be read while `opened` lasts."""

    file: Path
    """Where it lies."""
    name: str
    """How messages name it."""
    entries: tuple[ZipInfo, ...]
    """Its archive's directory, in order."""
    package_name: str
    """The package document's name in the archive."""
    package: Any
    """Its root element (lxml)."""
    version: str
    """`3.0` or `2.0`."""
    language: str
    """The first dc:language; empty where there is none."""
    metadata: tuple[Meta, ...]
    """In order."""
    items: tuple[Item, ...]
    """The manifest, in order."""
    spine: tuple[ItemRef, ...]
    """In reading order, as far as its references lead to an item."""
    roots: Mapping[str, Any]
    """The root element of every XML document that the manifest names and that is well-formed, by its name."""
    faults: tuple[Finding, ...]
    """What could not be parsed or is missing: names of the catalogue's checks `broken-document`, `no-package`, …"""
    archive: archive.Archive
    """To read any other file: `ebook.archive.read(name)`."""

    @property
    def documents(self) -> Iterator[tuple[Item, Any]]:
        """Every XHTML content document that could be parsed, with its root; the spine's first, in reading order."""
        in_order = dict.fromkeys((*(ref.item for ref in self.spine), *self.items))
        for item in in_order:
            if item.media_type == "application/xhtml+xml" and item.name in self.roots:
                yield item, self.roots[item.name]

    @property
    def overlays(self) -> Iterator[tuple[Item, Any, Item]]:
        """Every document with a Media Overlay: the document's item, the SMIL's root and the SMIL's item."""
        by_id = {item.id: item for item in self.items}
        for item in dict.fromkeys((*(ref.item for ref in self.spine), *self.items)):
            smil = by_id.get(item.overlay)
            if smil and smil.name in self.roots:
                yield item, self.roots[smil.name], smil

    def values(self, name: str) -> tuple[str, ...]:
        """Return what is said of the publication under a property, in order."""
        return tuple(meta.value for meta in self.metadata if meta.property == name and not meta.refines)

    def item(self, name: str) -> Item | None:
        """Return the manifest's line for a file of the archive."""
        return next((item for item in self.items if item.name == name), None)

    def place(self, name: str, element: Any = None) -> Source:
        """Return a place in one of its files: `book.epub/EPUB/text.xhtml:12`."""
        return Source(f"{self.name}/{name}", (element.sourceline or 0) if element is not None else 0)


@contextmanager
def opened(path: Path, name: str) -> Iterator[Ebook]:
    """Open an EPUB while the block runs; `name` is how messages call it.

    Raises InputError where the archive or the package document can't be read; whatever else is broken is one of its
    `faults` (EPUB 3.3, 4 and 5).
    """
    original = Original(path, name)
    with archive.opened(original) as files:
        yield _read(original, files)


def resolved(base: str, href: str) -> tuple[str, str]:
    """Return the archive's name and the fragment that a reference in the file `base` leads to.

    A reference to the web keeps its whole address as its name.
    """
    # A narrated book has as many references as sentences, and nearly all to few files and without anything odd.
    if plain := _PLAIN.fullmatch(href):
        address, fragment = plain.groups()
        return _resolved(base, address)[0], fragment
    return _resolved(base, href)


@lru_cache(maxsize=4096)
def _resolved(base: str, href: str) -> tuple[str, str]:
    address, fragment = urldefrag(href)
    if urlsplit(address).scheme:
        return address, fragment
    if not address:
        return base, unquote(fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(address))), unquote(fragment)


def _read(original: Original, files: archive.Archive) -> Ebook:
    package_name = _package_name(original, files)
    package = parse(files.read(package_name), original, package_name)
    items = tuple(_items(package, package_name))
    by_id = {item.id: item for item in items}
    refs = package.iterfind(f"{OPF}spine/{OPF}itemref")
    spine = tuple(
        ItemRef(by_id[ref.get("idref", "").strip()], ref.get("linear") != "no")
        for ref in refs
        if ref.get("idref", "").strip() in by_id
    )
    metadata = tuple(_metadata(package))
    roots: dict[str, Any] = {}
    faults = []
    for item in dict.fromkeys(items):
        if item.media_type in _PARSED and files.has(item.name) and item.name not in roots:
            try:
                roots[item.name] = parse(files.read(item.name), original, item.name)
            except InputError as error:
                faults += [Finding("broken-document", f.severity, f.message, f.source, f.fix) for f in error.findings]
    return Ebook(
        file=original.path,
        name=original.name,
        entries=files.entries,
        package_name=package_name,
        package=package,
        version=package.get("version", ""),
        language=next((meta.value for meta in metadata if meta.property == "dc:language"), ""),
        metadata=metadata,
        items=items,
        spine=spine,
        roots=roots,
        faults=tuple(faults),
        archive=files,
    )


def _package_name(original: Original, files: archive.Archive) -> str:
    if not files.has(_CONTAINER):
        message = f"this is no EPUB: {_CONTAINER} is missing in the archive"
        fix = "save or export the book once more with the program that made it"
        raise InputError([Finding("unopened", Severity.ERROR, message, original.place(), fix)])
    root = parse(files.read(_CONTAINER), original, _CONTAINER)
    paths = (element.get("full-path") for element in root.iter(_ROOTFILE))
    name = next((path for path in paths if path), "")
    name = name if files.has(name) else unquote(name)
    if not files.has(name):
        message = f"the package document that {_CONTAINER} names is missing: {name or '(none is named)'}"
        raise InputError([Finding("unopened", Severity.ERROR, message, Source(f"{original.name}/{_CONTAINER}"))])
    return name


def _items(package: Any, package_name: str) -> Iterator[Item]:
    for element in package.iterfind(f"{OPF}manifest/{OPF}item"):
        name, _ = resolved(package_name, element.get("href", ""))
        properties = frozenset(element.get("properties", "").split())
        yield Item(
            element.get("id", "").strip(),
            name,
            element.get("media-type", ""),
            properties,
            element.get("media-overlay", "").strip(),
        )


def _metadata(package: Any) -> Iterator[Meta]:
    for element in package.iterfind(f"{OPF}metadata/*"):
        if not isinstance(element.tag, str):
            continue
        name = element.get("property") or element.get("name") or ""
        if element.tag.startswith(DC):
            name = f"dc:{element.tag.removeprefix(DC)}"
        value = "".join(element.itertext()) or element.get("content", "")
        refines = element.get("refines", "").removeprefix("#")
        yield Meta(name, " ".join(value.split()), refines, element.get("id", ""), element.sourceline or 0)
