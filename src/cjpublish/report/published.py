"""What a finished EPUB says of itself and of its pictures, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish.artifacts.ebook import XHTML, XML, Ebook, opened, resolved
from cjpublish.checks.accessibility.claims import Claim, claims
from cjpublish.errors import InputError
from cjpublish.report.thumbnails import shrunk

__all__ = ["Picture", "Published", "read"]

_MOST = 300
"""Pictures that are told, at most."""
_DECORATIVE = {"presentation", "none"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and all that is said about it."""

    name: str
    """Its file; empty where the picture itself is missing."""
    where: str
    """The title of its chapter, else its document's name."""
    thumbnail: bytes
    """JPEG or SVG; empty where it can't be shown."""
    alternative: str | None
    """Its alternative text; None where it is decorative."""
    caption: str
    """What is printed beneath, with the credit."""
    description: str
    """The long description, as plain text."""
    language: str
    """BCP 47, of these texts."""


@dataclass(frozen=True, slots=True)
class Published:
    """What an EPUB says."""

    claims: tuple[Claim, ...] = ()
    """Of its accessibility."""
    pictures: tuple[Picture, ...] = ()
    """Its pictures in reading order, each file once."""


def read(path: Path, name: str, *, with_pictures: bool) -> Published:
    """Return what an EPUB says; nothing where it can't be opened, which is a finding already."""
    try:
        with opened(path, name) as book:
            return Published(claims(book), tuple(_pictures(book)) if with_pictures else ())
    except InputError:
        return Published()


def _pictures(book: Ebook) -> Iterator[Picture]:
    seen: set[str] = set()
    for item, root in book.documents:
        for image in root.iter(f"{XHTML}img"):
            name, _ = resolved(item.name, image.get("src", ""))
            if name not in seen and len(seen) < _MOST:
                seen.add(name)
                yield _picture(book, root, image, name, item.name)


def _picture(book: Ebook, root: Any, image: Any, name: str, document: str) -> Picture:
    content = book.archive.read(name) if book.archive.has(name) else b""
    alternative = " ".join(image.get("alt", "").split())
    is_decorative = "alt" in image.attrib and not alternative and image.get("role") in _DECORATIVE
    figure = next(image.iterancestors(f"{XHTML}figure"), None)
    caption = figure.find(f".//{XHTML}figcaption") if figure is not None else None
    target = image.get("aria-details") or image.get("aria-describedby") or ""
    described = next((each for each in root.iter() if target and each.get("id") == target), None)
    return Picture(
        name=name,
        where=_title(root) or document,
        thumbnail=shrunk(content) if content else b"",
        alternative=None if is_decorative else alternative,
        caption=_plain(caption),
        description=_plain(described),
        language=_language(image) or book.language,
    )


def _title(root: Any) -> str:
    return _plain(root.find(f"{XHTML}head/{XHTML}title"))


def _plain(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _language(element: Any) -> str:
    for each in (element, *element.iterancestors()):
        if found := each.get(f"{XML}lang") or each.get("lang"):
            return str(found)
    return ""
