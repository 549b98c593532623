"""What a report tells, gathered from an examination, the manuscript and the files; nothing is read after this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish.checks.accessibility.claims import Claim
from cjpublish.checks.results import Examination
from cjpublish.model import Chapter, Figure, Plan, Publication, Sentence, inline_text, walk_blocks, walk_sentences
from cjpublish.report.published import Picture, read
from cjpublish.report.thumbnails import thumbnail

__all__ = ["Picture", "Told", "told"]

_ROOM = 1_500_000
"""Bytes of all thumbnails, at most; a picture beyond them is told in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report's whole input."""

    examination: Examination
    """What the check came to."""
    publication: Publication | None = None
    """The manuscript, where there is one that can be read."""
    plan: Plan | None = None
    """What is said of it."""
    claims: tuple[tuple[str, tuple[Claim, ...]], ...] = ()
    """Each e-book's name with what it claims, in the order of names."""
    cover: bytes = b""
    """The cover's thumbnail; empty where there is none."""
    cover_text: str = ""
    """Its alternative text."""
    pictures: tuple[Picture, ...] = ()
    """In reading order."""


def told(
    examination: Examination,
    publication: Publication | None,
    plan: Plan | None,
    files: Mapping[str, Path],
    small: Callable[[Path], bytes] = thumbnail,
) -> Told:
    """Gather what a report tells; `files` says where the examined files lie, by the names that they have in it.

    `small` returns the thumbnail of a picture or of an EPUB's cover: a caller may hand over one that remembers. Raises
    OSError where a file is gone.
    """
    ebooks = [
        (file.name, files[file.name]) for file in examination.files if file.kind == "ebook" and file.name in files
    ]
    claimed: list[tuple[str, tuple[Claim, ...]]] = []
    foreign: list[Picture] = []
    for name, path in ebooks:
        opened = read(path, name, with_pictures=publication is None and not foreign)
        claimed.append((name, opened.claims))
        foreign += opened.pictures
    return Told(
        examination,
        publication,
        plan,
        tuple(claimed),
        _cover(publication, [path for _, path in ebooks], small),
        publication.metadata.cover_alt if publication else "",
        tuple(_fitting(_pictures(publication, small) if publication else foreign)),
    )


def _cover(publication: Publication | None, ebooks: Sequence[Path], small: Callable[[Path], bytes]) -> bytes:
    if ebooks:
        return small(ebooks[0])
    own = publication and next((r for r in publication.resources if r.path == publication.metadata.cover), None)
    return small(own.file) if own else b""


def _fitting(pictures: Iterable[Picture]) -> Iterator[Picture]:
    left = _ROOM
    for picture in pictures:
        fits = len(picture.thumbnail) <= left
        left -= len(picture.thumbnail) if fits else 0
        yield picture if fits else replace(picture, thumbnail=b"")


def _pictures(publication: Publication, small: Callable[[Path], bytes]) -> Iterator[Picture]:
    files = {resource.path: resource.file for resource in publication.resources}
    for chapter in publication.reading_order:
        for block in walk_blocks(chapter.blocks):
            if isinstance(block, Figure):
                content = small(files[block.image]) if block.image in files else b""
                yield _picture(block, chapter, content, publication.metadata.language)


def _picture(figure: Figure, chapter: Chapter, content: bytes, language: str) -> Picture:
    is_decorative = figure.image and figure.alt is None
    return Picture(
        name=figure.image,
        where=chapter.title,
        thumbnail=content,
        alternative=None if is_decorative else _plain((figure.alt,) if figure.alt else ()),
        caption=_plain((*figure.caption, *figure.credit)),
        description=_plain(tuple(walk_sentences(figure.description))),
        language=language,
    )


def _plain(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(inline_text(sentence.inlines) for sentence in sentences)
