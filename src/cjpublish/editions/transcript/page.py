"""The narration as one HTML page: all that is heard, and of each picture what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from cjpublish.editions.transcript.blocks import moment, own, section
from cjpublish.editions.transcript.sentences import Sentences
from cjpublish.editions.transcript.transcribed import Speaker, Transcribed, narrators, transcribed
from cjpublish.editions.views.page import attribute, direction, text
from cjpublish.editions.views.pagination import in_order, parted
from cjpublish.model import Book, Heading, Metadata, Notes, PageBreak, walk_blocks
from cjpublish.wording import wording

__all__ = ["page"]

_CHAPTERS = "transcript.chapters"
"""An id that no chapter or heading can have: theirs have no full stops."""

_HALF = 500
"""Milliseconds that round a length to whole seconds."""


def page(book: Book) -> bytes:
    """Return the transcript of a narrated book, UTF-8: HTML without script, pictures or any file beside it.

    Each sentence is a span whose id is its chapter's id, a hyphen and its own, with `data-begin` and `data-end` in
    seconds from the narration's start.
    """
    metadata = book.publication.metadata
    language, words = metadata.language, wording(metadata.language)
    chapters = transcribed(book)
    speaker, targets = Speaker(), frozenset(_targets(chapters))
    body = "".join([section(Sentences(chapter, language, targets, speaker)) for chapter in chapters])
    lang, turn = attribute(language), direction(language)
    title = f"{metadata.title} – {words.transcript}"
    style = files("cjpublish.editions.transcript").joinpath("transcript.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{turn}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"{_header(metadata, chapters)}{_contents(chapters, language)}<main>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def _targets(chapters: Sequence[Transcribed]) -> Iterator[str]:
    """Yield the ids that a link can lead to: chapters, headings and notes that are heard, and where pages begin."""
    for chapter in chapters:
        yield chapter.chapter.id
        for part in in_order(chapter.chapter.blocks):
            if isinstance(part, PageBreak):
                yield part.id
            elif chapter.said([part]):
                yield from (each.id for each in parted(part.inlines)[0])
        for block in walk_blocks(chapter.chapter.blocks):
            if isinstance(block, Heading):
                yield block.id
            elif isinstance(block, Notes) and chapter.said([block.heading]):
                yield from (note.id for note in block.notes)


def _header(metadata: Metadata, chapters: Sequence[Transcribed]) -> str:
    language, words = metadata.language, wording(metadata.language)
    names = narrators(chapters)
    length = chapters[-1].span.end + _HALF if chapters else 0
    lines = [
        text(metadata.subtitle or ""),
        own(words.by, language).format(authors=text(", ".join(metadata.authors))) if metadata.authors else "",
        own(words.transcript, language),
        own(words.narrated_by, language).format(narrators=text(", ".join(names))) if names else "",
        own(words.duration, language).format(duration=moment(length)),
    ]
    shown = "".join([f"<p>{line}</p>\n" for line in lines if line])
    return f"<header>\n<h1>{text(metadata.title)}</h1>\n{shown}</header>\n"


def _contents(chapters: Sequence[Transcribed], language: str) -> str:
    """Write the table of contents: each chapter and when it begins."""
    items = [
        f'<li><a href="#{each.chapter.id}">{text(each.chapter.title)}</a> {moment(each.span.begin)}</li>\n'
        for each in chapters
    ]
    heading = own(wording(language).chapters, language)
    return (
        f'<nav aria-labelledby="{_CHAPTERS}">\n<h2 id="{_CHAPTERS}">{heading}</h2>\n'
        f"<ol>\n{''.join(items)}</ol>\n</nav>\n"
    )
