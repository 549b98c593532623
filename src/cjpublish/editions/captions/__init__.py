"""The narration as captions in WebVTT: the whole, each chapter, and a track of chapters."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.editions import Edition
from cjpublish.model import Artifact, Book

__all__ = ["EDITION", "make"]


def make(book: Book) -> Iterator[Artifact]:
    """Yield the caption files, as `files` says; nothing where nothing is narrated."""
    from cjpublish.editions.captions.files import files

    yield from files(book)


EDITION = Edition("Captions (WebVTT)", narrated=True, make=make, encodings=())
