"""The package: which of its parts is the text, which the notes, styles and properties (ECMA-376 Part 2, OPC)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from cjpublish.importers import Original, refused, xml
from cjpublish.importers.archive import Archive
from cjpublish.importers.docx.names import NAMESPACES, Element, tag

__all__ = ["Package", "Part", "Relation", "load"]

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NAMESPACES["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NAMESPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": NAMESPACES["m"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""The namespaces of the strict variant, and what the transitional one, which everybody writes, calls them."""
_DOCUMENT = ("officeDocument", "word/document.xml")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to by an id."""

    kind: str
    """The last word of its type: `image`, `hyperlink`, `footnotes`."""
    target: str
    """The name of a part of the archive, or an address outside."""
    external: bool
    """Whether it is an address outside."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package that is XML."""

    name: str
    """Its name in the archive."""
    root: Element
    """Its root element."""
    relations: Mapping[str, Relation] = field(default_factory=dict)
    """What it refers to, by id."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word document that hold text or say what the text is."""

    document: Part
    """The text."""
    footnotes: Part | None
    """The footnotes."""
    endnotes: Part | None
    """The endnotes."""
    comments: Part | None
    """What people remarked."""
    styles: Element | None
    """The styles' root."""
    numbering: Element | None
    """The lists' root."""
    core: Element | None
    """The properties' root (title, author)."""
    margins: tuple[Part, ...]
    """The headers and footers, in the archive's order."""
    drawn: Mapping[str, Element]
    """The charts and diagrams, by the part's name."""


def load(original: Original, archive: Archive) -> Package:
    """Parse the parts of a Word document; raises InputError where it has no text, or a part can't be parsed."""
    top = _relations(original, archive, "")
    name = _target(top, archive, *_DOCUMENT)
    if not name:
        fix = "save the document once more in the word processor as .docx"
        raise refused(original, "no-document", "the archive is not a Word document: it holds no text part", fix)
    document = _part(original, archive, name)
    if document.root.tag != tag("w:document") or document.root.find("w:body", NAMESPACES) is None:
        fix = "save the document once more in the word processor as .docx"
        raise refused(original, "no-document", f"{name} in the archive is not the text of a Word document", fix)

    def part(kind: str) -> Part | None:
        found = _target(document.relations, archive, kind, posixpath.join(posixpath.dirname(name), f"{kind}.xml"))
        return _part(original, archive, found) if found else None

    def root(kind: str) -> Any:
        found = part(kind)
        return None if found is None else found.root

    kinds = ("header", "footer", "chart", "diagramData")
    of_kind = {kind: _targets(document.relations, archive, kind) for kind in kinds}
    core = _target(top, archive, "core-properties", "docProps/core.xml")
    return Package(
        document=document,
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        comments=part("comments"),
        styles=root("styles"),
        numbering=root("numbering"),
        core=_part(original, archive, core).root if core else None,
        margins=tuple(_part(original, archive, each) for each in of_kind["header"] + of_kind["footer"]),
        drawn={each: _root(original, archive, each) for each in of_kind["chart"] + of_kind["diagramData"]},
    )


def _part(original: Original, archive: Archive, name: str) -> Part:
    return Part(name, _root(original, archive, name), _relations(original, archive, name))


def _root(original: Original, archive: Archive, name: str) -> Element:
    content = archive.read(name)
    for strict, transitional in _STRICT.items():
        content = content.replace(strict, transitional)
    return xml.parse(content, original, name)


def _relations(original: Original, archive: Archive, name: str) -> dict[str, Relation]:
    """Return what a part refers to; for the name "" what the package does."""
    folder, base = posixpath.split(name)
    file = posixpath.join(folder, "_rels", f"{base}.rels")
    if not archive.has(file):
        return {}
    found = {}
    for each in _root(original, archive, file).iterfind("rel:Relationship", NAMESPACES):
        external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, external)
    return found


def _targets(relations: Mapping[str, Relation], archive: Archive, kind: str) -> list[str]:
    names = [each.target for each in relations.values() if each.kind == kind and not each.external]
    return [name for name in dict.fromkeys(names) if archive.has(name)]


def _target(relations: Mapping[str, Relation], archive: Archive, kind: str, usual: str) -> str:
    names = _targets(relations, archive, kind) or [usual]
    return names[0] if archive.has(names[0]) else ""
