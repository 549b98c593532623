"""What a build holds, as far as two builds are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish.artifacts import ebook
from cjpublish.artifacts.ebook import XHTML, Ebook
from cjpublish.artifacts.kind import kind
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults

__all__ = ["Picture", "Snapshot", "Told", "taken"]

_BLOCKS = {f"{XHTML}{tag}" for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "pre")}
_BLOCKS |= {f"{XHTML}{tag}" for tag in ("figcaption", "caption", "summary", "blockquote", "div", "section", "body")}
_SOUNDING = ("m4b", "mp3")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its alternative text."""

    name: str
    """Its file's name."""
    sha256: str
    """Of its bytes; empty where it is not in the e-book."""
    alt: str
    """Its alternative text; empty for a decorative one."""


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
    sound: Mapping[str, tuple[str, float]] | None
    """By chapter title (`Notes (2)` for the second of a title): a name for its encoded sound, and seconds; None where
    the build has no audio edition."""


def taken(path: Path) -> Snapshot:
    """Return what the build at a path holds: a publication's folder, a folder of results or one EPUB.

    Raises InputError where there is no EPUB, or it can't be opened.
    """
    path = path.expanduser().resolve()
    with disk_faults(path):
        files = _files(path)
        book = next((file for file in files if kind(file) == "ebook"), None)
        if book is None:
            fix = "name a publication's folder that has been built, its dist/, or an EPUB"
            raise InputError(
                [Finding("nothing-to-compare", Severity.ERROR, "there is no EPUB to compare", Source(str(path)), fix)]
            )
        timeline = next((file for file in files if file.name.endswith(".timeline.json")), None)
        sounding = next((file for found in _SOUNDING for file in files if kind(file) == found), None)
        with ebook.opened(book, book.name) as opened:
            return Snapshot(
                _about(opened),
                {item.name: tuple(_texts(root)) for item, root in opened.documents},
                tuple(_pictures(opened)),
                tuple(_told(timeline)) if timeline else None,
                _sound(sounding) if sounding else None,
            )


def _files(path: Path) -> list[Path]:
    """Return the files that may be compared; the plain EPUB before the read-along, a whole file before its chapters."""
    if not path.is_dir():
        return [path] if path.is_file() else []
    folder = path / "dist" if (path / "manuscript").is_dir() else path
    listed = [file for file in folder.glob("*") if file.is_file()] if folder.is_dir() else []
    return sorted(listed, key=lambda file: (len(file.name), file.name))


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
            yield Picture(name, hashlib.sha256(content).hexdigest() if content else "", image.get("alt", ""))


def _told(timeline: Path) -> Iterator[Told]:
    try:
        chapters = json.loads(timeline.read_text(encoding="utf-8"))["chapters"]
        for chapter in chapters:
            for each in chapter["sentences"]:
                yield Told(str(chapter["title"]), str(each["text"]), round(each["end"] - each["begin"], 3))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"this timeline can't be read: {error}"
        raise InputError([Finding("unreadable", Severity.ERROR, message, Source(str(timeline)))]) from error


def _sound(file: Path) -> Mapping[str, tuple[str, float]]:
    from cjpublish.checks import sound

    found: dict[str, tuple[str, float]] = {}
    for part in sound.parts(file, kind(file), file.name):
        number = sum(title == part.title or title.startswith(f"{part.title} (") for title in found)
        found[f"{part.title} ({number + 1})" if number else part.title] = (part.key, part.seconds)
    return found
