"""The table of contents, the landmarks and the page list, of EPUB 3's navigation document or EPUB 2's NCX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original, xml
from cjpublish.importers.archive import Archive
from cjpublish.importers.epub.entries import Entries
from cjpublish.importers.epub.markup_file import tree
from cjpublish.importers.epub.package import Package
from cjpublish.importers.epub.words import said
from cjpublish.importers.markup.names import name, roles

__all__ = ["Entry", "Navigation", "load"]

_KINDS = {"toc": "toc", "landmarks": "landmarks", "page-list": "page-list", "pagelist": "page-list"}
"""Lists by their epub:type, or their role without `doc-`."""
_NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a table of contents, or of another list that leads into the text."""

    label: str
    """Its words."""
    path: str
    """The archive name of the document it leads to."""
    fragment: str
    """The id in it; empty where the whole document is meant."""
    depth: int
    """How many entries it lies within."""
    type: str = ""
    """Its epub:type, for a landmark."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """All lists that lead into the text."""

    contents: tuple[Entry, ...] = ()
    """The table of contents, an entry before those within it."""
    landmarks: tuple[Entry, ...] = ()
    """The landmarks, those of EPUB 2's guide after them."""
    pages: tuple[Entry, ...] = ()
    """The page list."""
    document: str = ""
    """The archive name of the navigation document; empty in EPUB 2."""


def load(
    package: Package, archive: Archive, entries: Entries, original: Original, findings: list[Finding]
) -> Navigation:
    """Read the lists of a publication: those of the navigation document (EPUB 3.3, 7), the NCX for what is not there.

    Appends to `findings` where there is no table of contents, or where it can't be read.
    """
    nav = next((item for item in package.items.values() if "nav" in item.properties), None)
    contents: tuple[Entry, ...] = ()
    landmarks: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    if nav is not None:
        root = tree(archive.read(nav.path), original, nav.path, findings)
        navs = [(kind, each) for each in root.iter("{*}nav") for kind in _kinds(each)]
        lists = {kind: tuple(_list(each, entries, nav.path)) for kind, each in reversed(navs)}
        contents, landmarks, pages = (lists.get(kind, ()) for kind in ("toc", "landmarks", "page-list"))
    ncx = _ncx(package, archive, original, findings)
    if ncx is not None:
        path, root = ncx
        contents = contents or tuple(_points(root, entries, path, 0))
        pages = pages or tuple(_targets(root, entries, path))
    if not contents:
        message = "the book has no table of contents that can be read: its documents and headings tell the chapters"
        findings.append(Finding("no-contents", Severity.NOTE, message, original.place()))
    guide = tuple(Entry(label, path, fragment, 0, kind) for kind, label, path, fragment in package.guide)
    return Navigation(contents, (*landmarks, *guide), pages, nav.path if nav else "")


def _kinds(nav: Any) -> Iterator[str]:
    return (_KINDS[each] for each in roles(nav) if each in _KINDS)


def _list(nav: Any, entries: Entries, base: str) -> Iterator[Entry]:
    for item in nav.iter("{*}li"):
        link = next((each for each in item if name(each) == "a" and each.get("href")), None)
        if link is None:
            continue
        path, fragment = entries.find(str(link.get("href")), base)
        depth = sum(1 for _ in item.iterancestors("{*}li"))
        if path:
            yield Entry(said(link) or str(link.get("title", "")), path, fragment, depth, " ".join(sorted(roles(link))))


def _ncx(package: Package, archive: Archive, original: Original, findings: list[Finding]) -> tuple[str, Any] | None:
    named = next((str(each.get("toc")) for each in package.root.iter("{*}spine") if each.get("toc")), "")
    item = package.items.get(named) or next((each for each in package.items.values() if each.media_type == _NCX), None)
    if item is None:
        return None
    try:
        return item.path, xml.parse(archive.read(item.path), original, item.path)
    except InputError as error:
        if {finding.code for finding in error.findings} != {"broken-xml"}:
            raise
        findings.append(Finding("broken-xml", Severity.NOTE, f"'{item.path}' can't be read", original.place()))
        return None


def _points(parent: Any, entries: Entries, base: str, depth: int) -> Iterator[Entry]:
    """Yield the navPoints within an element, a point before those within it (OPF 2.0.1, 2.4.1)."""
    for each in parent.iterchildren("{*}navMap", "{*}navPoint"):
        if name(each) == "navMap":
            yield from _points(each, entries, base, depth)
            continue
        entry = _entry(each, entries, base, depth)
        if entry is not None:
            yield entry
        yield from _points(each, entries, base, depth + 1)


def _targets(root: Any, entries: Entries, base: str) -> Iterator[Entry]:
    for each in root.iter("{*}pageTarget"):
        entry = _entry(each, entries, base, 0)
        if entry is not None:
            label = entry.label or str(each.get("value", ""))
            yield Entry(re.sub(r"^[Pp]age\s+", "", label), entry.path, entry.fragment, 0)


def _entry(point: Any, entries: Entries, base: str, depth: int) -> Entry | None:
    label = next((said(each) for each in point.iterchildren("{*}navLabel")), "")
    target = next((str(each.get("src", "")) for each in point.iterchildren("{*}content")), "")
    path, fragment = entries.find(target, base) if target else ("", "")
    return Entry(label, path, fragment, depth) if path else None
