"""Files as media: whether each is what the manifest calls it, and whether every reading system can show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zipfile import BadZipFile, ZipFile

from lxml import etree

from cjpublish.artifacts.ebook import OPF, SMIL, XHTML
from cjpublish.checks.check import Check
from cjpublish.checks.ebook.book import Book
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

WRONG_TYPE = Check(
    "E08",
    "wrong-media-type",
    Severity.ERROR,
    "A file is not what the manifest calls it",
    "Reading systems believe the manifest and fail to show or play the file.",
    "give the item's media-type what the file is, or put the right file in its place",
    "EPUB 3.3, 5.6.2 The item element",
)
FOREIGN = Check(
    "E09",
    "foreign-media",
    Severity.ERROR,
    "A picture or a narration in a format that reading systems need not know",
    "On many devices the picture stays empty or the narration silent.",
    "use JPEG, PNG, GIF, WebP or SVG for pictures, and MP3, AAC in MP4 or Opus in Ogg for sound",
    "EPUB 3.3, 3.2 Core media types",
)
_SVG = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_BEGINNINGS: Mapping[str, re.Pattern[bytes]] = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.S),
    "image/avif": re.compile(rb"....ftypavi[fs]", re.S),
    "image/svg+xml": _SVG,
    "audio/mpeg": re.compile(rb"ID3|\xff[\xe2-\xff]|\0"),
    "audio/mp4": re.compile(rb"....(?:ftyp|moov|free|mdat|wide)", re.S),
    "audio/ogg": re.compile(rb"OggS"),
}
"""How a file of a media type begins."""
_HEAD = 64
_SOUND_OF = etree.XPath("//s:audio/@src", namespaces={"s": SMIL[1:-1]}, smart_strings=False)
_IMAGES = ("image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp")
_SOUNDS = ("audio/mpeg", "audio/mp4", "audio/ogg")


def check(book: Book) -> Iterator[Finding]:
    """Look at how each picture and each sound begins, and at what they are used for."""
    yield from _wrong(book)
    if book.is_epub3:
        yield from _foreign(book)


def _wrong(book: Book) -> Iterator[Finding]:
    with ZipFile(book.ebook.file) as archive:
        for item in book.ebook.items:
            expected = _BEGINNINGS.get(item.media_type)
            if expected is None or not book.ebook.archive.has(item.name):
                continue
            try:
                with archive.open(item.name) as file:
                    head = file.read(_HEAD)
            except (BadZipFile, KeyError, OSError, ValueError):
                continue
            if not expected.match(head):
                is_of = next((kind for kind, begins in _BEGINNINGS.items() if begins.match(head)), "")
                what = f"begins like {is_of}" if is_of else "does not begin like one"
                message = f"the manifest calls this {item.media_type}, and it {what}"
                yield WRONG_TYPE.found(message, book.ebook.place(item.name))


def _foreign(book: Book) -> Iterator[Finding]:
    fallen_back = {
        element.get("id")
        for element in book.ebook.package.iterfind(f"{OPF}manifest/{OPF}item")
        if element.get("fallback")
    }
    types = {item.name: item.media_type for item in book.ebook.items if item.id not in fallen_back}
    seen = set()
    for text in book.pages:
        for image in text.root.iter(f"{XHTML}img"):
            name, _ = book.target(text.item.name, image.get("src", ""))
            kind = types.get(name, _IMAGES[0])
            if kind not in _IMAGES and not kind.startswith("video/") and name not in seen:  # 3.4: films are exempt
                seen.add(name)
                message = f"{name} is a picture of the type {kind}"
                yield FOREIGN.found(message, book.ebook.place(text.item.name, image))
    for _, smil, item in book.ebook.overlays:
        for address in dict.fromkeys(_SOUND_OF(smil)):
            name, _ = book.target(item.name, address)
            if types.get(name, _SOUNDS[0]).partition(";")[0] not in _SOUNDS and name not in seen:
                seen.add(name)
                message = f"{name} is a narration of the type {types[name]}"
                yield FOREIGN.found(message, book.ebook.place(item.name))
