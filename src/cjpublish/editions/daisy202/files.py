"""All files of a talking book, in names that any file system and the oldest player can bear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from io import BytesIO

from cjpublish.audio import mp3
from cjpublish.editions.daisy202.content import STYLESHEET, Surroundings, addresses, chapter_text
from cjpublish.editions.daisy202.ncc import ncc
from cjpublish.editions.daisy202.sections import Section, figures, sections
from cjpublish.editions.daisy202.smil import chapter_smil, master_smil
from cjpublish.editions.views import images
from cjpublish.editions.views.archive import Entry, whole
from cjpublish.editions.views.faults import collected
from cjpublish.errors import Finding, InputError
from cjpublish.model import Book, Pieces, Resource, Timeline

__all__ = ["talking_book"]

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/svg+xml": ".svg"}


def talking_book(book: Book, timeline: Timeline) -> Iterator[Entry]:
    """Yield the book's files, all in one folder (DAISY 2.02, 3.1), ncc.html last, since it has the size of all.

    There is no discinfo.html: it belongs to a medium with more than one book (3.3). Raises InputError with every
    picture and every chapter that can't be published, before the first file.
    """
    publication = book.publication
    metadata = publication.metadata
    parts = sections(publication.reading_order, timeline)
    findings: list[Finding] = []
    shown = {figure.image for figure in figures(parts)}
    pictures = [
        (resource.path, collected(findings, partial(_picture, resource), (b"", "")))
        for resource in sorted(publication.resources, key=lambda each: each.path)
        if resource.path in shown
    ]
    names = {path: f"img{number:05}{suffix}" for number, (path, (_, suffix)) in enumerate(pictures, 1)}
    around = Surroundings(metadata, addresses(parts), names, [part.text for part in parts])
    texts = [(part.text, collected(findings, partial(chapter_text, part, around), b"")) for part in parts]
    if findings:
        raise InputError(findings)
    documents = [*texts, *((part.smil, chapter_smil(part, metadata)) for part in parts)]
    documents.append(("master.smil", master_smil(parts, metadata)))
    documents.append((STYLESHEET, files(__package__).joinpath(STYLESHEET).read_bytes()))
    size = 0

    def counted(name: str, read: Callable[[], Pieces]) -> Entry:
        def content() -> Pieces:
            nonlocal size
            made = read()
            size += made.size
            return made

        return Entry(name, content)

    yield from (counted(name, partial(whole, content)) for name, content in documents)
    yield from (counted(names[path], partial(whole, content)) for path, (content, _) in pictures)
    yield from (counted(part.audio, partial(_sound, book, part)) for part in parts)
    count = len(documents) + len(pictures) + len(parts) + 1
    yield Entry("ncc.html", lambda: whole(ncc(parts, metadata, count, size)))


def _picture(resource: Resource) -> tuple[bytes, str]:
    """Return a picture and its suffix; WebP, which players don't know, becomes PNG."""
    content, media_type = images.prepare(resource)
    if media_type in _SUFFIXES:
        return content, _SUFFIXES[media_type]
    output = BytesIO()
    images.picture(resource).save(output, "PNG")
    return output.getvalue(), ".png"


def _sound(book: Book, section: Section) -> Pieces:
    """Return a chapter's MP3: a constant bit rate, without tags, which would move every place in the file (2.5.2).

    Its Info frame is needed: without one daisy-player loses the beginning of every clip. A player that heeds neither
    it nor the encoder's delay is less than 80 ms late, which is the safe side: a clip then begins in the silence before
    its sentence, and ends in the one after it.
    """
    return mp3.joined(book.audio[section.chapter.id].mp3)
