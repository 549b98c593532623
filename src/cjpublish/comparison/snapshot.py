"""What a build holds, as far as two builds are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish.artifacts import ebook
from cjpublish.artifacts.ebook import XHTML, Ebook
from cjpublish.artifacts.timed import timed
from cjpublish.comparison.build import Build
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults

__all__ = ["Picture", "Snapshot", "Told", "taken"]

_BLOCKS = {f"{XHTML}{tag}" for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "pre")}
_BLOCKS |= {f"{XHTML}{tag}" for tag in ("figcaption", "caption", "summary", "blockquote", "div", "section", "body")}
_NARRATOR = "media:narrator"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its alternative text."""

    name: str
    """Its file's name."""
    sha256: str
    """Of its bytes; empty where it is not in the e-book."""
    alt: str
    """Its alternative text; empty for a decorative one."""
    document: str = ""
    """The document that it stands in."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as it is said."""

    chapter: str
    """Its chapter's title."""
    text: str
    """As written."""
    seconds: float
    """How long saying it takes."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a build holds."""

    about: Mapping[str, tuple[str, ...]]
    """What its package says of it, by property."""
    text: Mapping[str, tuple[str, ...]]
    """By document, in reading order: its paragraphs, headings, cells and the like, each as plain text."""
    pictures: tuple[Picture, ...]
    """In the order in which they stand."""
    narration: tuple[Told, ...] | None
    """Every sentence in order; None where the build has no timeline."""
    narrators: tuple[str, ...] | None = None
    """Who reads, which of the EPUBs only the read-along says; None where there is none, or it can't be opened."""
    faults: tuple[Finding, ...] = ()
    """Why documents can't be read; what they hold is in none of the above."""
    closed: frozenset[str] = frozenset()
    """Those documents."""


def taken(build: Build) -> Snapshot:
    """Return what a build holds.

    Raises InputError where its EPUB can't be opened or its timeline can't be read.
    """
    timeline = next((file for name, file in build.files.items() if name.endswith(".timeline.json")), None)
    with disk_faults(build.root), ebook.opened(build.book, build.name(build.book)) as book:
        closed = frozenset(
            item.name
            for item in book.items
            if item.media_type == "application/xhtml+xml"
            and item.name not in book.roots
            and book.archive.has(item.name)
        )
        return Snapshot(
            _about(book),
            {item.name: tuple(_texts(root)) for item, root in book.documents},
            tuple(_pictures(book)),
            tuple(_told(timeline)) if timeline else None,
            _narrators(build.files.get("-readalong.epub")),
            tuple(fault for fault in book.faults if fault.source and fault.source.path.endswith(tuple(closed))),
            closed,
        )


def _narrators(readalong: Path | None) -> tuple[str, ...] | None:
    try:
        if readalong:
            with ebook.opened(readalong, readalong.name) as book:
                return book.values(_NARRATOR)
    except InputError:
        pass
    return None


def _about(book: Ebook) -> Mapping[str, tuple[str, ...]]:
    names = dict.fromkeys(meta.property for meta in book.metadata if not meta.refines and meta.property)
    return {name: book.values(name) for name in names if name != "dcterms:modified"}


def _texts(root: Any) -> Iterator[str]:
    """Yield the text of each innermost block, in document order."""
    body = root.find(f"{XHTML}body")
    for element in body.iter(*_BLOCKS) if body is not None else ():
        if not any(inner is not element and inner.tag in _BLOCKS for inner in element.iter()):
            text = " ".join("".join(element.itertext()).split())
            if text:
                yield text


def _pictures(book: Ebook) -> Iterator[Picture]:
    for item, root in book.documents:
        for image in root.iter(f"{XHTML}img"):
            name, _ = ebook.resolved(item.name, image.get("src", ""))
            content = book.archive.read(name) if book.archive.has(name) else b""
            yield Picture(name, hashlib.sha256(content).hexdigest() if content else "", image.get("alt", ""), item.name)


def _told(timeline: Path) -> Iterator[Told]:
    try:
        chapters = timed(timeline)
    except ValueError as error:
        raise InputError([Finding("unreadable", Severity.ERROR, str(error), Source(str(timeline)))]) from error
    for chapter in chapters:
        for each in chapter.sentences:
            yield Told(chapter.title, each.text, round(each.end - each.begin, 3))
