"""The audiobook as MP3: one file a chapter, and one whole with chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from cjpublish.audio import join
from cjpublish.audio.loudness import PROFILES
from cjpublish.editions import Edition
from cjpublish.editions.views import cover
from cjpublish.editions.views.tags import language, tags
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>-mp3/NN-<chapter>.mp3` for each chapter and `<slug>.mp3`; nothing where nothing is narrated."""
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return
    publication = book.publication
    metadata = publication.metadata
    titles = {chapter.id: chapter.title for chapter in publication.reading_order}
    parts = [join.Part(titles[t.chapter], t.length, book.audio[t.chapter].mp3) for t in timeline.tracks]
    bitrate = PROFILES[publication.narration.loudness].mp3_bitrate
    common = {**tags(metadata), "TLAN": language(metadata.language)}
    picture = cache(lambda: cover.square(publication))

    def artifact(path: str, chosen: Sequence[join.Part], named: Mapping[str, str]) -> Artifact:
        length = sum(part.length for part in chosen)
        with_length = {**common, **named, "TLEN": str(round(length * 1000 / timeline.rate))}

        def write(place: Path) -> None:
            join.write_mp3(place, chosen, timeline.rate, bitrate, with_length, picture())

        return Artifact(path, "audio/mpeg", write, length)

    width = max(2, len(str(len(parts))))
    for number, (track, part) in enumerate(zip(timeline.tracks, parts, strict=True), 1):
        name = f"{metadata.slug}-mp3/{number:0{width}}-{track.chapter}.mp3"
        yield artifact(name, [part], {"title": part.title, "track": f"{number}/{len(parts)}"})
    yield artifact(f"{metadata.slug}.mp3", parts, {})


EDITION = Edition("Audiobook (MP3)", narrated=True, make=make)
