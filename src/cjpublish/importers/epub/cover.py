"""The cover: its picture, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cjpublish.errors import Finding, Severity
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.own_pages import OwnPages, pictures_in
from cjpublish.importers.epub.package import Package
from cjpublish.importers.epub.pictures import Pictures

__all__ = ["Cover", "cover"]

_FIRST = 3
"""Documents at the beginning that may show the cover, though none says that it is the cover's page."""

_AS_PICTURE = "save it as PNG or JPEG, and name it under `cover`"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's picture."""

    path: str = ""
    """Its name in the archive; empty where there is none."""
    alt: str | None = None
    """Its alternative text; None where nobody wrote one."""


def cover(package: Package, documents: Sequence[Document], own: OwnPages, pictures: Pictures) -> Cover:
    """Return the cover: the manifest's cover image, that of EPUB 2's `meta`, or what the cover's page shows."""
    pages = [document for document in documents if "cover" in own.of_document(document)]
    shown = (path for page in pages for path, _ in _described(page, pictures) if path)
    path = _declared(package, pictures) or next(shown, "")
    if path.lower().endswith(".svg"):
        message = f"the cover '{path}' is a drawing (SVG), which can't be a cover here: one is drawn from the title"
        pictures.findings.append(Finding("cover", Severity.NOTE, message, pictures.original.place(), _AS_PICTURE))
        path = ""
    if not path:
        return Cover()
    described = chain.from_iterable(_described(each, pictures) for each in (*pages, *documents[:_FIRST]))
    return Cover(path, next((alt for found, alt in described if found == path and alt), None))


def _declared(package: Package, pictures: Pictures) -> str:
    item = next((each for each in package.items.values() if "cover-image" in each.properties), None)
    if item is None:
        said = package.meta("cover")
        item = package.items.get(said) or package.by_path(pictures.path(said, package.path) if said else "")
    return pictures.path(f"/{item.path}", "") if item is not None and item.is_picture else ""


def _described(document: Document, pictures: Pictures) -> list[tuple[str, str]]:
    """Return the pictures of a document with what is said of each."""
    if document.body is None:
        alt = document.picture.alt if document.picture else None
        return [(document.path, alt or "")]
    return [
        (pictures.path(address, document.path), (element.get("alt") or _title(element)).strip())
        for address, element in pictures_in(document.body)
    ]


def _title(image: Any) -> str:
    """Return the title of the drawing that an image stands in."""
    drawing = next(image.iterancestors("{*}svg"), None)
    title = next(drawing.iterchildren("{*}title"), None) if drawing is not None else None
    return " ".join("".join(title.itertext()).split()) if title is not None else ""
