"""The flow: from a file to a Draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cjpublish.draft import Chapter, Cut, Draft, Metadata
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, refused
from cjpublish.importers.archive import opened
from cjpublish.importers.epub import container, content, navigation, package
from cjpublish.importers.epub.chapters import Chapters
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.conversion import Conversion, lead, lift_ids, link_targets
from cjpublish.importers.epub.cover import cover
from cjpublish.importers.epub.divided import Begins, Division, headed
from cjpublish.importers.epub.entries import Entries
from cjpublish.importers.epub.features import features
from cjpublish.importers.epub.items import tell
from cjpublish.importers.epub.left_out import kept
from cjpublish.importers.epub.linked import linked
from cjpublish.importers.epub.metadata import metadata
from cjpublish.importers.epub.names import Names
from cjpublish.importers.epub.navigation import Navigation
from cjpublish.importers.epub.own_pages import OwnPages
from cjpublish.importers.epub.package import Package
from cjpublish.importers.epub.pictures import Pictures
from cjpublish.importers.epub.title_page import with_subtitle
from cjpublish.importers.epub.told import told
from cjpublish.importers.epub.words import said
from cjpublish.importers.markup import TakenNotes, summed, take_notes

__all__ = ["read"]


@dataclass(frozen=True, slots=True)
class _Book:
    """What was read of an EPUB."""

    original: Original
    entries: Entries
    package: Package
    lists: Navigation
    documents: Sequence[Document]
    metadata: Metadata
    findings: list[Finding]
    cuts: list[Cut] = field(default_factory=list)


def read(original: Original) -> Draft:
    """Read an EPUB; see the package."""
    book = _opened(original)
    of_text: list[Finding] = []
    pictures = Pictures(book.package, book.entries, original, of_text)
    own = OwnPages.of(book.lists)
    said_of_book = with_subtitle(book.metadata, book.documents, own, original, book.findings)
    front = cover(book.package, book.documents, own, pictures)
    staying = tuple(kept(book.documents, own, said_of_book, front.path, pictures, book.cuts))
    if not staying:
        raise refused(original, "no-text", "this EPUB holds no text besides its cover and its table of contents")
    found = _chapters(book, staying, own, pictures)
    misnamed = [f"{name} (as {written})" for name, written in book.entries.misnamed.items()]
    tell(
        book.findings,
        original,
        "file-name",
        Severity.NOTE,
        misnamed,
        "found although the book writes the name otherwise",
    )
    return Draft(
        metadata=said_of_book,
        chapters=found,
        images=pictures.images,
        cover=pictures.key(f"/{front.path}", "") if front.path else "",
        cover_alt=front.alt,
        cuts=tuple(book.cuts),
        findings=(*book.findings, *summed(of_text)),
    )


def _opened(original: Original) -> _Book:
    findings: list[Finding] = []
    with opened(original) as archive:
        entries = Entries.of(archive.names)
        path = container.package_path(archive, entries, original, findings)
        found = package.load(path, archive, entries, original, findings)
        lists = navigation.load(found, archive, entries, original, findings)
        documents = content.documents(found, archive, original, findings)
        findings.extend(features(found, documents, archive, original))
    language = next((document.language for document in documents if document.language), "")
    return _Book(original, entries, found, lists, documents, metadata(found, language, original, findings), findings)


def _chapters(book: _Book, staying: Sequence[Document], own: OwnPages, pictures: Pictures) -> tuple[Chapter, ...]:
    """Return the chapters; appends to what the book's findings and cuts are, and to those of the pictures."""
    bodies = {document.path: document.body for document in staying if document.body is not None}
    pages = {(entry.path, entry.fragment): entry.label for entry in book.lists.pages if entry.label}
    begins = headed(staying, book.lists)
    notes = take_notes(bodies, lambda base, href: lead(book.entries, base, href))
    book.cuts.extend(notes.cuts)
    conversion = Conversion(
        original=book.original,
        entries=book.entries,
        names=_names(staying, bodies, begins, notes, book.entries, pages),
        notes=notes,
        pictures=pictures,
        pages=pages,
        bodies={document.path: document.body for document in book.documents},
        language=book.metadata.language,
        findings=pictures.findings,
        cuts=book.cuts,
    )
    conversion.findings.extend(notes.findings)
    chapters = Chapters(book.metadata.title)
    titles = Counter(document.title for document in staying)
    labels = {entry.path: entry.label for entry in reversed(book.lists.contents) if entry.label}
    division = Division(begins, book.lists, own, conversion, chapters, labels, titles)
    for document in staying:
        division.take(document)
    if not chapters.count:
        raise refused(book.original, "no-text", "this EPUB holds no text besides its cover and its table of contents")
    found = linked(chapters, conversion)
    book.cuts.extend(_uncalled(found, notes))
    book.findings.extend(told(found, chapters, begins, pages, book.original))
    return found


def _names(
    staying: Sequence[Document],
    bodies: Mapping[str, Any],
    begins: Mapping[str, Begins],
    notes: TakenNotes,
    entries: Entries,
    pages: Mapping[tuple[str, str], str],
) -> Names:
    """Return the names of all that links lead to, and of where chapters begin."""
    for path, body in bodies.items():
        lift_ids(body, {fragment for where, fragment in pages if where == path})
    names = Names.of((document.path, document.body) for document in staying)
    for path, found in begins.items():
        for start in found.starts:
            names.claim(path, start.id)
    link_targets([*bodies.items(), *((notes.homes[key], each) for key, each in notes.targets.items())], entries, names)
    return names


def _uncalled(chapters: Sequence[Chapter], notes: TakenNotes) -> list[Cut]:
    """Return the notes that nothing refers to any more, because what did was left out."""
    called = {note.key for chapter in chapters for note in chapter.notes}
    return [
        Cut("note of a part that is left out", said(element))
        for key, element in notes.targets.items()
        if key not in called
    ]
