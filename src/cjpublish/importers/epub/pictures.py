"""The pictures of the book: which file each is, with a fallback where readers could not show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from posixpath import basename

from cjpublish.draft import Image
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, refused
from cjpublish.importers.archive import Archive, deferred, opened
from cjpublish.importers.epub.drawings import still
from cjpublish.importers.epub.entries import Entries
from cjpublish.importers.epub.items import SVG, Item
from cjpublish.importers.epub.package import Package

__all__ = ["Pictures"]

_SHOWN = frozenset(("image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"))
"""What every reading system shows (EPUB 3.3, 3.2)."""
_REMOTE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(slots=True)
class Pictures:
    """The pictures that were asked for so far."""

    package: Package
    """Whose they are."""
    entries: Entries
    """The archive's files."""
    original: Original
    """The book."""
    findings: list[Finding]
    """Grows by what can't be shown or isn't there."""
    images: dict[str, Image] = field(default_factory=dict)
    """By key, which is the archive name of a file, or `drawing-` and a number."""

    def path(self, address: str, base: str) -> str:
        """Return the archive name of the picture at an address in the document `base`; empty where there is none."""
        path = self.entries.find(address, base)[0]
        item = self.package.by_path(path) if path else None
        return next((each.path for each in self._chain(item) if each.media_type in _SHOWN), path)

    def key(self, address: str, base: str) -> str:
        """Take the picture at an address in the document `base`; empty where its file can't be had."""
        if address.startswith("data:"):
            return self._within(address)
        path = self.path(address, base)
        if path and path not in self.images:
            item = self.package.by_path(path)
            drawn = path.lower().endswith(".svg") or (item is not None and item.media_type == SVG)
            read = self._still(lambda archive: archive.read(path), path) if drawn else deferred(self.original, path)
            self.images[path] = Image(basename(path), read)
        if path:
            return path
        if _REMOTE.match(address):
            return self._remote(address)
        message = f"the picture '{address}' is not in the book"
        self._warn("missing-picture", message, "put the file into manuscript/images/")
        return ""

    def drawing(self, content: bytes, base: str) -> str:
        """Take a drawing that stands in the document `base` itself."""
        key = self._new("drawing")
        self.images[key] = Image(f"{key}.svg", self._still(lambda archive: content, base))
        return key

    def _new(self, kind: str) -> str:
        return f"{kind}-{sum(1 for each in self.images if each.startswith(f'{kind}-')) + 1}"

    def _still(self, content: Callable[[Archive], bytes], base: str) -> Callable[[], bytes]:
        """Return what reads a drawing and makes it whole and still; the document `base` is what its addresses count
        from."""

        def read() -> bytes:
            with opened(self.original) as archive:

                def get(address: str) -> bytes | None:
                    path = self.entries.find(address, base)[0]
                    return archive.read(path) if path else None

                return still(content(archive), get)

        return read

    def _chain(self, item: Item | None) -> Iterator[Item]:
        seen: set[str] = set()
        while item is not None and item.id not in seen:
            seen.add(item.id)
            yield item
            item = self.package.items.get(item.fallback)

    def _within(self, address: str) -> str:
        """Take a picture that its address itself holds (RFC 2397)."""
        from base64 import b64decode
        from urllib.parse import unquote_to_bytes

        header, _, written = address.partition(",")
        try:
            content = b64decode(unquote_to_bytes(written)) if header.endswith(";base64") else unquote_to_bytes(written)
        except ValueError:
            self._warn("missing-picture", "a picture within a document is damaged", "supply its file")
            return ""
        kind = header.removeprefix("data:").partition(";")[0]
        key = self._new("picture")
        ending = {"image/jpeg": "jpg", "image/svg+xml": "svg"}.get(kind, kind.rpartition("/")[2] or "png")
        self.images[key] = Image(f"{key}.{ending}", lambda: content)
        return key

    def _remote(self, address: str) -> str:
        fetch = self.original.fetch
        if fetch is None:
            message = f"the picture {address} is not in the book, but on the network"
            self._warn("remote-picture", message, "save it in manuscript/images/, or import with --fetch")
            return ""
        name = basename(address.partition("?")[0].partition("#")[0]) or "picture"

        def read() -> bytes:
            try:
                return fetch(address)
            except OSError as error:
                raise refused(self.original, "remote-picture", f"{address} can't be fetched: {error}") from error

        self.images.setdefault(address, Image(name, read))
        return address

    def _warn(self, code: str, message: str, fix: str) -> None:
        self.findings.append(Finding(code, Severity.WARNING, message, self.original.place(), fix))
