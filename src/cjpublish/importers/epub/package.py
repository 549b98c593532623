"""The package document: manifest, spine and guide, whatever the version (EPUB 3.3, 5; OPF 2.0.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original, refused, xml
from cjpublish.importers.archive import Archive
from cjpublish.importers.epub.entries import Entries
from cjpublish.importers.epub.items import SVG, XHTML, Item, Place, tell
from cjpublish.importers.epub.spine import spine

__all__ = ["Package", "load"]

_BY_SUFFIX = {
    **dict.fromkeys(("xhtml", "html", "htm", "xht", "xml"), XHTML),
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    "svg": SVG,
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "ncx": "application/x-dtbncx+xml",
}
_GENERIC = ("", "text/html", "text/xml", "application/xml", "text/plain", "application/octet-stream")
"""Media types that say less than a name does."""
_OLD = ("text/x-oeb1-document", "application/x-dtbook+xml")
"""Documents that a reading system of EPUB 2 could read too."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says."""

    path: str
    """Its name in the archive."""
    root: Any
    """Its root element."""
    items: dict[str, Item]
    """The manifest by id."""
    spine: tuple[Place, ...]
    """The reading order; at least one."""
    guide: tuple[tuple[str, str, str, str], ...]
    """Type, title, archive name and fragment of each reference in EPUB 2's guide."""

    def meta(self, name: str) -> str:
        """Return the text of a `meta` of the publication itself; empty where there is none."""
        for each in self.root.iter("{*}meta"):
            if each.get("property") == name and not each.get("refines"):
                return " ".join("".join(each.itertext()).split())
            if each.get("name") == name:
                return str(each.get("content", "")).strip()
        return ""

    @property
    def is_right_to_left(self) -> bool:
        """Whether its pages turn from right to left."""
        return any(each.get("page-progression-direction") == "rtl" for each in self.root.iter("{*}spine"))

    def by_path(self, path: str) -> Item | None:
        """Return the item that is a file of the archive."""
        return next((item for item in self.items.values() if item.path == path), None)


def load(path: str, archive: Archive, entries: Entries, original: Original, findings: list[Finding]) -> Package:
    """Read the package document `path`.

    Appends what was mended or could not be followed to `findings`. Raises InputError where it can't be read, or where
    nothing is left of its spine.
    """
    root = _parsed(path, archive, original, findings)
    items = _items(path, root, entries, original, findings)
    places = tuple(spine(root, items, original, findings))
    if not places:
        places = tuple(Place(item, True, frozenset()) for item in items.values() if item.media_type == XHTML)
        if not places:
            fix = "save or export the book once more with the program that made it"
            raise refused(original, "no-text", "this EPUB names no document that can be read", fix)
        message = "the package has no reading order: its documents are taken in the order of its list of files"
        findings.append(
            Finding("spine", Severity.WARNING, message, original.place(), "look whether the order is right")
        )
    return Package(path, root, items, places, tuple(_guide(path, root, entries)))


def _parsed(path: str, archive: Archive, original: Original, findings: list[Finding]) -> Any:
    content = archive.read(path)
    try:
        return xml.parse(content, original, path)
    except InputError as error:
        if {finding.code for finding in error.findings} != {"broken-xml"}:
            raise
        root = etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
        if root is None or next(root.iter("{*}item"), None) is None:
            raise
        message = f"'{path}' is not well-formed; it was read as far as it can be understood"
        findings.append(Finding("broken-xml", Severity.NOTE, message, original.place()))
        return root


def _items(path: str, root: Any, entries: Entries, original: Original, findings: list[Finding]) -> dict[str, Item]:
    items: dict[str, Item] = {}
    missing, twice, mistyped = [], [], []
    for each in root.iter("{*}item"):
        href, name = str(each.get("href", "")), str(each.get("id", ""))
        found = entries.find(href, path)[0]
        if not found:
            if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href):
                missing.append(href)
            continue
        if name in items:
            twice.append(name)
            continue
        declared = str(each.get("media-type", "")).strip().lower()
        media_type = _media_type(declared, found)
        if media_type != declared and declared not in _OLD:
            mistyped.append(found)
        properties = frozenset(str(each.get("properties", "")).split())
        fallback, overlay = str(each.get("fallback", "")), str(each.get("media-overlay", ""))
        items[name] = Item(name, found, media_type, properties, fallback, overlay)
    tell(findings, original, "missing-file", Severity.WARNING, missing, "listed, but not in the archive")
    tell(findings, original, "duplicate-id", Severity.NOTE, twice, "listed more than once, and taken the first time")
    tell(findings, original, "media-type", Severity.NOTE, mistyped, "given a wrong media type, and taken by the name")
    return items


def _media_type(declared: str, path: str) -> str:
    by_name = _BY_SUFFIX.get(path.rpartition(".")[2].lower(), "")
    if declared in _OLD or (declared in _GENERIC and by_name):
        return by_name or XHTML
    if declared == "image/jpg":
        return "image/jpeg"
    if declared == XHTML and by_name.startswith("image/"):
        return by_name
    return declared


def _guide(path: str, root: Any, entries: Entries) -> Iterator[tuple[str, str, str, str]]:
    for each in root.iter("{*}reference"):
        found, fragment = entries.find(str(each.get("href", "")), path)
        if found:
            kind = str(each.get("type", "")).strip().lower().removeprefix("other.")
            yield kind, " ".join(str(each.get("title", "")).split()), found, fragment
