"""The narration as plain text: all that is heard, chapter by chapter, with a table of chapters and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from cjpublish.editions.transcript.paragraphs import hanging, paragraphs, underlined
from cjpublish.editions.transcript.transcribed import Speaker, Transcribed, narrators, time, transcribed
from cjpublish.editions.transcript.wrapping import wrapped
from cjpublish.model import Book, Metadata
from cjpublish.wording import wording

__all__ = ["plain"]

_WIDTH = 72
"""Columns."""
_HALF = 500
"""Milliseconds that round a length to whole seconds."""


def plain(book: Book) -> str:
    """Return the transcript of a narrated book as lines of at most 72 columns."""
    metadata = book.publication.metadata
    chapters = transcribed(book)
    speaker = Speaker()
    parts = [_opening(metadata, chapters), *(paragraphs(each, metadata.language, speaker, _WIDTH) for each in chapters)]
    return "\n\n\n".join("\n\n".join(part) for part in parts) + "\n"


def _opening(metadata: Metadata, chapters: Sequence[Transcribed]) -> Iterator[str]:
    """Yield title, authors, who narrates and for how long, and the chapters with their times."""
    length = chapters[-1].span.end + _HALF if chapters else 0
    words, language = wording(metadata.language), metadata.language
    about = [
        metadata.subtitle or "",
        words.by.format(authors=", ".join(metadata.authors)) if metadata.authors else "",
        words.transcript,
        words.narrated_by.format(narrators=", ".join(narrators(chapters))) if chapters else "",
        words.duration.format(duration=time(length)),
    ]
    yield underlined(metadata.title, language, "#", _WIDTH)
    yield "\n".join(chain.from_iterable(wrapped(line, language, _WIDTH) for line in about))
    if chapters:
        times = [time(chapter.span.begin) for chapter in chapters]
        room = max(map(len, times)) + 2
        titles = [wrapped(chapter.chapter.title, language, _WIDTH - room) for chapter in chapters]
        yield words.chapters
        yield "\n".join(hanging(title, begin.ljust(room)) for title, begin in zip(titles, times, strict=True))
