"""Everything that an EPUB holds, as finished bytes: chapters, cover page, navigation, style sheet and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cjpublish.editions.views import cover, images
from cjpublish.editions.views.accessibility import Claims, claims
from cjpublish.editions.views.ebook.navigation import Entry, navigation_page, table_of_contents
from cjpublish.editions.views.page import attribute, page
from cjpublish.editions.views.style import stylesheet
from cjpublish.editions.views.words import Words
from cjpublish.editions.views.xhtml import Surroundings, chapter_page
from cjpublish.errors import Finding, InputError
from cjpublish.model import (
    Chapter,
    Figure,
    Heading,
    Metadata,
    Notes,
    Publication,
    inline_text,
    walk_blocks,
    walk_sentences,
)
from cjpublish.wording import wording

__all__ = ["Contents", "File", "Overlays", "Sound", "contents"]

_XHTML = "application/xhtml+xml"
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
class Sound:
    """An audio resource of the EPUB, read when its turn comes."""

    id: str
    """In the manifest."""
    name: str
    """Its path beside the package document."""
    read: Callable[[], bytes]
    """Reads an MP3 of a constant bit rate."""


@dataclass(frozen=True, slots=True)
class Overlays:
    """What a package says of its media overlays (EPUB 3.3, 9.3.2.2)."""

    narrators: tuple[str, ...]
    """For media:narrator."""
    durations: tuple[tuple[str, int], ...]
    """By overlay id, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a package is made of."""

    metadata: Metadata
    """What a catalogue says."""
    claims: Claims
    """What is true of its accessibility."""
    toc: tuple[Entry, ...]
    """The table of contents."""
    cover: File
    """The cover's picture."""
    navigation: File
    """The navigation document."""
    pages: tuple[File, ...]
    """The cover page and the chapters, in reading order."""
    others: tuple[File, ...]
    """Style sheet, pictures and overlays."""
    sounds: tuple[Sound, ...] = ()
    """Audio."""
    overlays: Overlays | None = None
    """Of an EPUB with a voice."""


def contents(publication: Publication, words: Mapping[str, Mapping[str, Words]]) -> Contents:
    """Return all that the publication's EPUB holds; `words` gives by chapter and sentence the words with own spans.

    Raises InputError with every picture and every chapter that can't be published.
    """
    metadata = publication.metadata
    findings: list[Finding] = []
    names = _file_names(publication.reading_order)
    pictures = _pictures(publication, findings)
    around = Surroundings(
        language=metadata.language,
        files=_anchors(publication.reading_order, names),
        pictures={path: f"../{picture.name}" for path, picture in pictures.items()},
        stylesheet="../css/epub.css",
    )
    titles = _titles(publication)
    pages = []
    for chapter in publication.reading_order:
        content = _collect(
            findings, partial(chapter_page, chapter, titles[chapter.id], around, words.get(chapter.id, {}))
        )
        name = names[chapter.id]
        pages.append(File(f"text-{name.removesuffix('.xhtml')}", f"text/{name}", _XHTML, content or b""))
    drawn = _collect(findings, partial(cover.portrait, publication))
    if findings:
        raise InputError(findings)
    toc = table_of_contents(publication, around.files)
    return Contents(
        metadata=metadata,
        claims=claims(publication),
        toc=toc,
        cover=File("cover-image", "cover.jpg", "image/jpeg", drawn or b"", "cover-image"),
        navigation=File("nav", "nav.xhtml", _XHTML, navigation_page(publication, toc, around.files), "nav"),
        pages=(File("cover", "cover.xhtml", _XHTML, _cover_page(publication)), *pages),
        others=(File("style", "css/epub.css", "text/css", stylesheet()), *pictures.values()),
    )


def _collect(findings: list[Finding], make: Callable[[], bytes]) -> bytes | None:
    """Return what is made; what stands in its way is added to the findings, so that all of it is told at once."""
    try:
        return make()
    except InputError as error:
        findings += error.findings
        return None


def _cover_page(publication: Publication) -> bytes:
    metadata, chapter = publication.metadata, publication.cover
    words = wording(metadata.language)
    (alt,) = walk_sentences(chapter.blocks)
    picture = next(block for block in chapter.blocks if isinstance(block, Figure))
    body = (
        f'<section id="{chapter.id}" epub:type="cover" aria-label="{attribute(words.cover)}">\n'
        f'<div id="{picture.id}"><img id="{alt.id}" src="cover.jpg" alt="{attribute(inline_text(alt.inlines))}"'
        ' role="doc-cover"/></div>\n</section>\n'
    )
    title = f"{words.cover} – {metadata.title}"
    return page(title, body, metadata.language, "css/epub.css", ' class="cover" epub:type="frontmatter"')


def _titles(publication: Publication) -> dict[str, str]:
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


def _file_names(chapters: Sequence[Chapter]) -> dict[str, str]:
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
    """Return by id of a chapter, heading or note the file that it lies in."""
    anchors = dict(names)
    for chapter in chapters:
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
        try:
            content, media_type = images.prepare(resources[path])
        except InputError as error:
            findings += error.findings
            content, media_type = b"", resources[path].media_type
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
            if isinstance(block, Figure):
                yield block.image
