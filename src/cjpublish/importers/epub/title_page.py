"""The title page: what it says that the metadata do not, and whether it says anything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cjpublish.draft import Metadata
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.own_pages import OwnPages
from cjpublish.importers.epub.words import folded, said
from cjpublish.importers.markup.names import classes, level, roles

__all__ = ["is_title_page", "with_subtitle"]

_KINDS = frozenset(("titlepage", "halftitlepage"))
_MOST = 40
"""Words of a page that may be a title page, though it does not say so."""
_SMALL = ("a", "and", "by", "de", "edition", "novel", "par", "por", "published", "the", "von", "written")
"""Words of a title page that are no text of its own."""


def is_title_page(document: Document, kinds: Iterable[str], metadata: Metadata, pictures: Iterable[str]) -> bool:
    """Tell whether a document is a title page with nothing but what the metadata say, and no picture."""
    if any(pictures) or not _is_titled(document, kinds, metadata):
        return False
    told = (metadata.title, metadata.subtitle, *metadata.authors, metadata.publisher, metadata.date, metadata.rights)
    known = {folded(word) for word in " ".join((*told, *_SMALL)).split()}
    return {folded(word) for word in said(document.body).split()} <= known | {""}


def with_subtitle(
    metadata: Metadata, documents: Sequence[Document], own: OwnPages, original: Original, findings: list[Finding]
) -> Metadata:
    """Return the metadata, with the subtitle of the title page where they have none."""
    pages = [each.body for each in documents if _is_titled(each, own.of_document(each), metadata)]
    lines = (said(each) for body in pages for each in body.iter("*") if "subtitle" in classes(each) | roles(each))
    subtitle = next(filter(None, lines), "")
    if metadata.subtitle or not subtitle or folded(subtitle) in folded(metadata.title):
        return metadata
    message = f"the subtitle '{subtitle}' comes from the title page: the metadata have none"
    findings.append(Finding("metadata", Severity.NOTE, message, original.place()))
    return replace(metadata, subtitle=subtitle)


def _is_titled(document: Document, kinds: Iterable[str], metadata: Metadata) -> bool:
    """Tell whether a document says that it is a title page, or is a few words under the book's own title."""
    if document.body is None:
        return False
    heading = next((said(each) for each in document.body.iter("*") if level(each)), "")
    named = bool(heading) and folded(heading) == folded(metadata.title)
    return not _KINDS.isdisjoint(kinds) or (named and len(said(document.body).split()) <= _MOST)
