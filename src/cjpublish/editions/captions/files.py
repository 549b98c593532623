"""The caption files: the whole, each chapter, and a track of chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from cjpublish.editions.captions.cues import Cue, cues
from cjpublish.editions.captions.webvtt import caption, cue, document, escaped, note
from cjpublish.editions.views import clock
from cjpublish.editions.views.heard import Heard, heard
from cjpublish.editions.views.numbering import stems
from cjpublish.model import Artifact, Book, Timeline

__all__ = ["files"]

_TYPE = "text/vtt"
_Captioned: TypeAlias = tuple[tuple[Heard, tuple[Cue, ...]], ...]


def files(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.vtt`, `<slug>-vtt/NN-<chapter>.vtt` for each chapter and `<slug>.chapters.vtt`.

    A cue's identifier is its sentence's id, with `.2`, `.3` for a sentence's further cues; in the whole it stands after
    the chapter's id and `#`. Nothing where nothing is narrated.
    """
    timeline, metadata = book.timeline, book.publication.metadata
    if timeline is None or not timeline.tracks:
        return

    @cache
    def captioned() -> _Captioned:
        return tuple((chapter, cues(chapter, metadata.language, timeline.rate)) for chapter in heard(book))

    slug = metadata.slug
    yield Artifact(f"{slug}.vtt", _TYPE, partial(_whole, book, timeline.rate, captioned))
    for index, stem in enumerate(stems(timeline.tracks)):
        yield Artifact(f"{slug}-vtt/{stem}.vtt", _TYPE, partial(_chapter, book, timeline.rate, captioned, index))
    yield Artifact(f"{slug}.chapters.vtt", _TYPE, partial(_chapters, book, timeline))


def _whole(book: Book, rate: int, captioned: Callable[[], _Captioned], path: Path) -> None:
    blocks = [_about("captions", book)]
    for chapter, shown in captioned():
        name = chapter.chapter.id
        blocks += [note(chapter.chapter.title), *_cues(shown, rate, chapter.begin, f"{name}#")]
    path.write_bytes(document(book.publication.metadata.title, blocks))


def _chapter(book: Book, rate: int, captioned: Callable[[], _Captioned], index: int, path: Path) -> None:
    chapter, shown = captioned()[index]
    title = chapter.chapter.title
    blocks = [_about("captions", book), note(title), *_cues(shown, rate, 0, "")]
    path.write_bytes(document(f"{title} - {book.publication.metadata.title}", blocks))


def _chapters(book: Book, timeline: Timeline, path: Path) -> None:
    """Write the chapters as cues that touch, from the narration's begin to its end (WebVTT, 1.5, chapters)."""
    titles = {chapter.id: chapter.title for chapter in book.publication.reading_order}
    spans = clock.edges(timeline.tracks, timeline.rate)
    marks = [
        cue(track.chapter, span.begin, span.end, escaped(" ".join(titles[track.chapter].split())))
        for track, span in zip(timeline.tracks, spans, strict=True)
    ]
    path.write_bytes(document(book.publication.metadata.title, [_about("chapters", book), *marks]))


def _about(kind: str, book: Book) -> str:
    """Say in a comment what a page's `track` element must say: the format has no place for it."""
    return note(f"Kind: {kind}; Language: {book.publication.metadata.language}")


def _cues(shown: Sequence[Cue], rate: int, offset: int, prefix: str) -> Iterator[str]:
    """Yield cues as blocks, `offset` samples later; whole milliseconds within each sentence's clip."""
    for each in shown:
        number = f".{each.number}" if each.number > 1 else ""
        begin, end = _up(each.begin + offset, rate), each.end + offset
        until = end * 1000 // rate if each.is_last else _up(end, rate)
        yield cue(f"{prefix}{each.sentence}{number}", begin, until, caption(each.voice, each.lines))


def _up(samples: int, rate: int) -> int:
    """Return the first whole millisecond that isn't before a sample."""
    return -(-samples * 1000 // rate)
