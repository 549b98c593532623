"""EPUBs made by hand, as small as they can be, for the importer's tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cjpublish.draft import Chapter, Draft
from cjpublish.importers import Original
from cjpublish.importers.epub import read
from cjpublish.importers.epub.parts import text_of

__all__ = ["PNG", "Epub", "page", "texts", "titles"]

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00"
    b"\rIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82"
)
_TYPES = {"png": "image/png", "svg": "image/svg+xml", "jpg": "image/jpeg", "css": "text/css", "mp3": "audio/mpeg"}
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(body: str, title: str = "", body_attributes: str = "") -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body {body_attributes}>{body}</body></html>"
    )


@dataclass(slots=True)
class Epub:
    """What an EPUB is made of; every part has a default that is right."""

    documents: Mapping[str, str] = field(default_factory=dict)
    """XHTML by file name, in the order of the spine: a whole document, or what stands in its body."""
    toc: Sequence[tuple[str, str]] | str = ()
    """Addresses and labels; or the list's own markup."""
    lists: str = ""
    """More of the navigation document."""
    metadata: str = "<dc:title>Gardens</dc:title><dc:language>en</dc:language>"
    files: Mapping[str, bytes | str] = field(default_factory=dict)
    """Further files, by their path in the archive."""
    items: str = ""
    """More of the manifest; pictures among the files are in it already."""
    spine: str | None = None
    """The `itemref`s, where they are not all documents in order."""
    spine_attributes: str = ""
    guide: str = ""
    ncx: str = ""
    """The NCX's content; with one there is no navigation document."""
    container: str | None = CONTAINER
    mimetype: bytes | None = b"application/epub+zip"

    def write(self, path: Path) -> Path:
        """Write it."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            if self.mimetype is not None:
                archive.writestr("mimetype", self.mimetype, zipfile.ZIP_STORED)
            if self.container is not None:
                archive.writestr("META-INF/container.xml", self.container)
            files: dict[str, bytes | str] = {"OPS/package.opf": self.package()}
            files |= {f"OPS/{name}": text if "<body" in text else page(text) for name, text in self.documents.items()}
            if self.ncx:
                files["OPS/toc.ncx"] = (
                    f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">{self.ncx}</ncx>'
                )
            else:
                files["OPS/nav.xhtml"] = page(self.navigation())
            files |= self.files
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    def navigation(self) -> str:
        """Return the body of the navigation document."""
        if isinstance(self.toc, str):
            entries = self.toc
        else:
            entries = "".join(f'<li><a href="{address}">{label}</a></li>' for address, label in self.toc)
        return f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>{self.lists}'

    def package(self) -> str:
        """Return the package document."""
        names = [*self.documents]
        items = [
            f'<item id="d{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(names)
        ]
        items += [
            f'<item id="f{at}" href="{name.removeprefix("OPS/")}" media-type="{_TYPES[name.rpartition(".")[2]]}"/>'
            for at, name in enumerate(self.files)
            if name.startswith("OPS/") and name.rpartition(".")[2] in _TYPES and name not in self.items
        ]
        nav = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        ncx = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        spine = (
            self.spine if self.spine is not None else "".join(f'<itemref idref="d{at}"/>' for at in range(len(names)))
        )
        attributes = f' toc="ncx" {self.spine_attributes}' if self.ncx else f" {self.spine_attributes}"
        return (
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:opf="http://www.idpf.org/2007/opf" unique-identifier="uid" '
            f'version="{"2.0" if self.ncx else "3.0"}">'
            f"<metadata>{self.metadata}</metadata>"
            f"<manifest>{''.join(items)}{ncx if self.ncx else nav}{self.items}</manifest>"
            f"<spine{attributes}>{spine}</spine>{self.guide}</package>"
        )

    def read(self, folder: Path) -> Draft:
        """Write it into a folder and import it."""
        return read(Original(self.write(folder / "book.epub"), "book.epub"))


def titles(draft: Draft) -> list[str]:
    """Return the chapters' headings."""
    return [text_of(chapter.blocks[:1]) for chapter in draft.chapters]


def texts(chapter: Chapter) -> list[str]:
    """Return the words of each block of a chapter."""
    return [text_of((block,)) for block in chapter.blocks]
