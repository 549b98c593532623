"""The text of a publication as an EPUB holds it: chapters, table of contents, style sheet and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cjpublish.editions.views import images
from cjpublish.editions.views.ebook.navigation import Entry, table_of_contents
from cjpublish.editions.views.faults import collected
from cjpublish.editions.views.pagination import page_breaks
from cjpublish.editions.views.style import stylesheet
from cjpublish.editions.views.words import Words
from cjpublish.editions.views.xhtml import Surroundings, chapter_page
from cjpublish.errors import Finding
from cjpublish.model import Chapter, Figure, Heading, Notes, Publication, walk_blocks

__all__ = ["XHTML", "File", "TextFiles", "document_titles", "file_names", "text_files"]

XHTML = "application/xhtml+xml"
"""The media type of pages."""
_SUFFIXES = {
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/svg+xml": (".svg",),
    "image/webp": (".webp",),
}


@dataclass(frozen=True, slots=True)
class File:
    """A resource of the EPUB."""

    id: str
    """In the manifest."""
    name: str
    """Its path beside the package document."""
    media_type: str
    """Of its content."""
    content: bytes
    """Its bytes."""
    properties: str = ""
    """In the manifest."""
    media_overlay: str = ""
    """The id of the overlay that gives it a voice; empty where it has none."""


@dataclass(frozen=True, slots=True)
class TextFiles:
    """The files that all packages with the text share."""

    toc: tuple[Entry, ...]
    """The table of contents."""
    anchors: Mapping[str, str]
    """By id of a chapter, heading, note or page break the file that it lies in, relative to the chapters' folder."""
    pages: tuple[File, ...]
    """The chapters, in reading order."""
    others: tuple[File, ...]
    """Style sheet and pictures."""


def text_files(
    publication: Publication, words: Mapping[str, Mapping[str, Words]], findings: list[Finding]
) -> TextFiles:
    """Return the text; `words` gives by chapter and sentence the words with own spans.

    Each picture and each chapter that can't be published is told in `findings`, and is empty.
    """
    names = file_names(publication.reading_order)
    pictures = _pictures(publication, findings)
    around = Surroundings(
        language=publication.metadata.language,
        files=_anchors(publication.reading_order, names),
        pictures={path: f"../{picture.name}" for path, picture in pictures.items()},
        stylesheet="../css/epub.css",
    )
    titles = document_titles(publication)
    pages = []
    for chapter in publication.reading_order:
        make = partial(chapter_page, chapter, titles[chapter.id], around, words.get(chapter.id, {}))
        name = names[chapter.id]
        content = collected(findings, make, b"")
        pages.append(File(f"text-{name.removesuffix('.xhtml')}", f"text/{name}", XHTML, content))
    return TextFiles(
        toc=table_of_contents(publication, around.files),
        anchors=around.files,
        pages=tuple(pages),
        others=(File("style", "css/epub.css", "text/css", stylesheet()), *pictures.values()),
    )


def document_titles(publication: Publication) -> dict[str, str]:
    """Return by chapter its document's title: unique, the most specific part first (standards A.19)."""
    whole = publication.metadata.title
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for chapter in publication.reading_order:
        title = whole if chapter.title == whole else f"{chapter.title} – {whole}"
        unique, number = title, 1
        while unique in taken:
            number += 1
            unique = f"{chapter.title} ({number}) – {whole}"
        taken.add(unique)
        titles[chapter.id] = unique
    return titles


def file_names(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Return by chapter the name of its file: ASCII, unique whatever the case (standards A.2)."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for place, chapter in enumerate(chapters, 1):
        stem = chapter.id if re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", chapter.id) else f"part-{place:03}"
        names[chapter.id] = _unique(stem, ".xhtml", taken)
    return names


def _unique(stem: str, suffix: str, taken: set[str]) -> str:
    name, number = f"{stem}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    taken.add(name.casefold())
    return name


def _anchors(chapters: Sequence[Chapter], names: dict[str, str]) -> dict[str, str]:
    """Return by id of a chapter, heading, note or page break the file that it lies in."""
    anchors = dict(names)
    for chapter in chapters:
        anchors |= dict.fromkeys((each.id for each in page_breaks(chapter.blocks)), names[chapter.id])
        for block in walk_blocks(chapter.blocks):
            if isinstance(block, Heading):
                anchors[block.id] = names[chapter.id]
            elif isinstance(block, Notes):
                anchors |= dict.fromkeys((note.id for note in block.notes), names[chapter.id])
    return anchors


def _pictures(publication: Publication, findings: list[Finding]) -> dict[str, File]:
    """Return by path each picture that a figure shows, made ready for e-readers."""
    resources = {resource.path: resource for resource in publication.resources}
    taken: set[str] = set()
    pictures: dict[str, File] = {}
    for number, path in enumerate(sorted(set(_shown(publication.reading_order))), 1):
        resource = resources[path]
        content, media_type = collected(findings, partial(images.prepare, resource), (b"", resource.media_type))
        stem, _, _ = path.removeprefix("images/").rpartition(".")
        given = path[len(path.rpartition(".")[0]) :].lower()
        suffixes = _SUFFIXES[media_type]
        safe = re.sub(r"[^A-Za-z0-9/_-]", "-", stem)
        name = _unique(f"images/{safe}", given if given in suffixes else suffixes[0], taken)
        pictures[path] = File(f"image-{number}", name, media_type, content)
    return pictures


def _shown(chapters: Sequence[Chapter]) -> Iterator[str]:
    for chapter in chapters:
        for block in walk_blocks(chapter.blocks):
            if isinstance(block, Figure) and block.image:
                yield block.image
