"""The files of a page's pictures: beside the page, within it, or on the network where that is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import basename
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from cjpublish.draft import Image
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, refused
from cjpublish.importers.html.lazy import addresses

__all__ = ["Pictures"]

_LARGEST = 50_000_000
"""Bytes of one picture."""
_MOST = 300_000_000
"""Bytes of all that come from the network."""
_KINDS = (
    (re.compile(rb"\x89PNG"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.S), ".webp"),
    (re.compile(rb"....ftypavi[fs]", re.S), ".avif"),
    (re.compile(rb"....ftyp(?:hei[cx]|mif1)", re.S), ".heic"),
    (re.compile(rb"II\*\x00|MM\x00\*"), ".tiff"),
    (re.compile(rb"BM"), ".bmp"),
    (re.compile(rb"[^<]{0,100}<(?:\?xml|!--|!DOCTYPE\s+svg|svg)", re.S), ".svg"),
)
"""How the files of pictures begin, and how their names end."""
_HEAD = 1024
_REMOTE = re.compile(r"(?:https?:)?//", re.I)


@dataclass(slots=True)
class Pictures:
    """The pictures that were asked for so far."""

    original: Original
    """The page."""
    base: str
    """The web address that the page's addresses count from; empty where it is not known."""
    images: dict[str, Image] = field(default_factory=dict)
    """By key: the address."""
    findings: list[Finding] = field(default_factory=list)
    """What could not be had."""
    fetched: int = 0
    """Bytes that came from the network."""

    def key(self, address: str, element: Any) -> str:
        """Take the picture of an `img`; empty, with a warning, where its file can't be had."""
        candidates = [each for each in addresses(element) if each] or [address]
        for find in (self._known, self._within, self._beside, self._remote):
            for candidate in candidates:
                image = find(candidate)
                if image is not None:
                    self.images[candidate] = image
                    return candidate
        self._missing(candidates)
        return ""

    def drawing(self, content: bytes, element: Any) -> str:
        """Take an SVG drawing that stands in the page itself."""
        key = f"drawing-{len(self.images) + 1}"
        self.images[key] = Image(f"{key}.svg", partial(bytes, content))
        return key

    def _known(self, address: str) -> Image | None:
        return self.images.get(address)

    def _beside(self, address: str) -> Image | None:
        """Return a file of the folder that the page is in, or of one in it."""
        if _REMOTE.match(address):
            return None
        path = unquote(urlsplit(address).path) if ":" not in address.partition("/")[0] else ""
        folder = self.original.path.parent.resolve()
        try:
            file = (folder / path).resolve()
            if not path or path.startswith("/") or not file.is_relative_to(folder) or not file.is_file():
                return None
            with file.open("rb") as opened:
                suffix = _suffix(opened.read(_HEAD))
            if not suffix or file.stat().st_size > _LARGEST:
                return None
        except (OSError, ValueError, RuntimeError):
            return None
        return Image(_named(file.name, suffix), partial(self._read, file))

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            message = f"the picture '{file.name}' can't be read: {error.strerror or error}"
            raise refused(self.original, "missing-picture", message) from error

    def _within(self, address: str) -> Image | None:
        """Return a picture that its address itself holds (RFC 2397)."""
        from base64 import b64decode

        if not address.lower().startswith("data:"):
            return None
        header, _, written = address.partition(",")
        try:
            raw = unquote_to_bytes(written)
            content = b64decode(raw) if header.lower().endswith(";base64") else raw
        except ValueError:
            return None
        suffix = _suffix(content[:_HEAD])
        if not suffix or len(content) > _LARGEST:
            return None
        return Image(f"picture-{len(self.images) + 1}{suffix}", partial(bytes, content))

    def _remote(self, address: str) -> Image | None:
        fetch, address = self.original.fetch, self._absolute(address)
        if fetch is None or not address.startswith(("http://", "https://")) or self.fetched > _MOST:
            return None
        try:
            content = fetch(address)
        except OSError:
            return None
        suffix = _suffix(content[:_HEAD])
        if not suffix:
            return None
        self.fetched += len(content)
        return Image(_named(unquote(basename(urlsplit(address).path)), suffix), partial(bytes, content))

    def _absolute(self, address: str) -> str:
        """Return a web address; empty where there is none."""
        try:
            return urljoin(self.base, address)
        except ValueError:
            return ""

    def _missing(self, candidates: list[str]) -> None:
        named = candidates[0][:200]
        remote = any(_REMOTE.match(self._absolute(candidate)) for candidate in candidates)
        if not named or named.startswith("data:"):
            message = "a picture is not in the page, which loads it by script"
        elif remote and self.original.fetch is None:
            message = f"a picture is on the network: {named}"
        else:
            message = f"a picture can't be had, or is none: {named}"
        fetchable = remote and self.original.fetch is None
        fix = "put its file into manuscript/images/" + (", or import with --fetch" if fetchable else "")
        self.findings.append(Finding("missing-picture", Severity.WARNING, message, self.original.place(), fix))


def _suffix(head: bytes) -> str:
    """Return how the name of a file that begins so must end; empty where it is no picture."""
    return next((suffix for pattern, suffix in _KINDS if pattern.match(head)), "")


def _named(name: str, suffix: str) -> str:
    stem, dot, ending = name.rpartition(".")
    same = {".jpeg": ".jpg", ".tif": ".tiff"}.get(f".{ending.lower()}", f".{ending.lower()}")
    return name if dot and same == suffix else f"{stem or ending or 'picture'}{suffix}"
