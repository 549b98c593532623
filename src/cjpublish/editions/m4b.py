"""The audiobook in one file: M4B with chapters, cover and tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cjpublish.audio import join
from cjpublish.editions import Edition
from cjpublish.editions.views import cover
from cjpublish.editions.views.tags import language, tags
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield `<slug>.m4b`; nothing where nothing is narrated."""
    timeline = book.timeline
    if timeline is None or not timeline.tracks:
        return
    metadata = book.publication.metadata
    titles = {chapter.id: chapter.title for chapter in book.publication.reading_order}
    parts = [join.Part(titles[t.chapter], t.length, book.audio[t.chapter].aac) for t in timeline.tracks]

    def write(path: Path) -> None:
        named = {**tags(metadata), "media_type": "2"}  # iTunes `stik`: audiobook
        picture = cover.square(book.publication)
        join.write_m4b(path, parts, timeline.rate, named, language(metadata.language), picture)

    yield Artifact(f"{metadata.slug}.m4b", "audio/mp4", write, sum(part.length for part in parts))


EDITION = Edition("Audiobook (M4B)", narrated=True, make=make)
