"""The audiobook as MP3: one file a chapter, and one whole with chapter marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

from cjpublish.audio import id3, join
from cjpublish.editions import Edition
from cjpublish.editions.views.tags import id3_texts, language
from cjpublish.model import Artifact, Book

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
    titles = {chapter.id: chapter.title for chapter in publication.reading_order}
    parts = [join.Part(titles[t.chapter], t.length, book.audio[t.chapter].mp3) for t in timeline.tracks]
    common = id3_texts(metadata)

    @cache
    def picture() -> bytes:
        from cjpublish.editions.views import cover  # Pillow is slow to import

        return cover.square(publication)

    def artifact(path: str, chosen: Sequence[join.Part], own: Mapping[str, str], marks: Sequence[id3.Mark]) -> Artifact:
        length = sum(part.length for part in chosen)
        texts = {**common, **own, "TLEN": str(_milliseconds(length, timeline.rate))}

        def write(place: Path) -> None:
            comment = metadata.description or ""
            tag = id3.Tag(texts, comment, language(metadata.language), picture(), marks)
            join.write_mp3(place, chosen, tag)

        return Artifact(path, "audio/mpeg", write, length)

    width = max(2, len(str(len(parts))))
    for number, (track, part) in enumerate(zip(timeline.tracks, parts, strict=True), 1):
        name = f"{metadata.slug}-mp3/{number:0{width}}-{track.chapter}.mp3"
        yield artifact(name, [part], {"TIT2": part.title, "TIT3": "", "TRCK": f"{number}/{len(parts)}"}, ())
    yield artifact(f"{metadata.slug}.mp3", parts, {}, _marks(parts, timeline.rate))


def _marks(parts: Sequence[join.Part], rate: int) -> list[id3.Mark]:
    """Return chapter marks that touch, from the first sample to the last."""
    edges = [_milliseconds(samples, rate) for samples in accumulate((part.length for part in parts), initial=0)]
    return [id3.Mark(part.title, *times) for part, times in zip(parts, pairwise(edges), strict=True)]


def _milliseconds(samples: int, rate: int) -> int:
    return round(samples * 1000 / rate)


EDITION = Edition("Audiobook (MP3)", narrated=True, make=make)
