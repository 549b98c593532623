"""The book as a Readium Guided Navigation Document: text, e-book and audio in step, sentence by sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cjpublish.editions import Edition
from cjpublish.editions.views.chapter_audio import chapter_audio
from cjpublish.editions.views.guided import MEDIA_TYPE, guided
from cjpublish.errors import Finding, Severity
from cjpublish.model import Artifact, Book, Code, walk_blocks

__all__ = ["EDITION", "make", "warnings"]

_EBOOKS = {"readalong": "-readalong.epub", "epub": ".epub"}


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.guide.json`; nothing where nothing is narrated.

    `audioref` names the chapters' MP3 files beside it in dist/. `textref` names documents inside the e-book, as they
    are addressed from its package document; `links` says which e-book that is.
    """
    timeline, publication = book.timeline, book.publication
    if timeline is None or not timeline.tracks:
        return
    slug = publication.metadata.slug

    def write(path: Path) -> None:
        files = chapter_audio(book, timeline)
        sounds = {track.chapter: f"{slug}-mp3/{file.name}" for track, file in zip(timeline.tracks, files, strict=True)}
        texts = {chapter.id: f"text/{chapter.id}.xhtml" for chapter in publication.reading_order}
        document = {
            "links": [{"rel": "related", "href": f"{slug}{_ebook(book)}", "type": "application/epub+zip"}],
            "guided": guided(book, timeline, texts, sounds),
        }
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    yield Artifact(f"{slug}.guide.json", MEDIA_TYPE, write)


def _ebook(book: Book) -> str:
    """Return how the name of the e-book ends whose documents are meant: the read-along, where there is one."""
    return next((end for name, end in _EBOOKS.items() if name in book.publication.editions), ".epub")


def warnings(book: Book) -> Iterator[Finding]:
    """Yield what the document refers to that no edition of the publication makes, and what it leaves out."""
    editions = book.publication.editions
    for wanted, what in ((("mp3",), "chapters' MP3 files"), (tuple(_EBOOKS), "e-book's documents")):
        if not set(wanted) & set(editions):
            message = f"the guide refers to the {what}, which no edition of this publication makes"
            yield Finding("guide-without", Severity.WARNING, message, fix=f"add {' or '.join(wanted)} to `editions`")
    code = [
        block
        for chapter in book.publication.reading_order
        for block in walk_blocks(chapter.blocks)
        if isinstance(block, Code)
    ]
    if code:
        message = f"passages of code are no part of the guide ({len(code)} in all)"
        yield Finding("guide-code", Severity.NOTE, message, code[0].source)


EDITION = Edition("Guided navigation (Readium)", narrated=True, make=make, warnings=warnings, encodings=())
