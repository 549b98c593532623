"""The audiobook as MP3: one file a chapter, and one whole with chapter marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from cjpublish.audio import id3
from cjpublish.audio.mp3 import write_mp3
from cjpublish.editions import Edition
from cjpublish.editions.views import clock
from cjpublish.editions.views.chapter_audio import chapter_audio
from cjpublish.editions.views.tags import id3_texts, language
from cjpublish.model import Artifact, Book, Packets

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>-mp3/NN-<chapter>.mp3` for each chapter and `<slug>.mp3`; nothing where nothing is narrated.

    The cover is made once, when the first file is written.
    """
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return
    publication = book.publication
    metadata = publication.metadata
    chapters = chapter_audio(book, timeline)
    common = id3_texts(metadata)

    @cache
    def picture() -> bytes:
        from cjpublish.editions.views import cover  # Pillow is slow to import

        return cover.square(publication)

    def artifact(path: str, runs: Sequence[Packets], own: Mapping[str, str], marks: Sequence[id3.Mark]) -> Artifact:
        length = sum(run.length for run in runs)
        texts = {**common, **own, "TLEN": str(clock.milliseconds(length, timeline.rate))}

        def write(place: Path) -> None:
            comment = metadata.description or ""
            tag = id3.Tag(texts, comment, language(metadata.language), picture(), marks)
            write_mp3(place, runs, tag)

        return Artifact(path, "audio/mpeg", write, length)

    for number, chapter in enumerate(chapters, 1):
        own = {"TIT2": chapter.title, "TIT3": "", "TRCK": f"{number}/{len(chapters)}"}
        yield artifact(f"{metadata.slug}-mp3/{chapter.name}", chapter.runs, own, ())
    # Marks that touch, from the first sample to the last.
    spans = clock.edges(timeline.tracks, timeline.rate)
    marks = [id3.Mark(chapter.title, span.begin, span.end) for chapter, span in zip(chapters, spans, strict=True)]
    yield artifact(f"{metadata.slug}.mp3", [run for chapter in chapters for run in chapter.runs], {}, marks)


EDITION = Edition("Audiobook (MP3)", narrated=True, make=make, encodings=("mp3",))
