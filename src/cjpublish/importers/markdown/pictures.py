"""Pictures: files beside the text, and what the text itself holds; nothing from elsewhere unless it is fetched."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from functools import partial
from os.path import realpath
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from cjpublish.draft import Image
from cjpublish.errors import Finding, InputError, Severity
from cjpublish.importers import Original
from cjpublish.importers.markdown.account import Account

__all__ = ["Pictures"]

_LARGEST = 100_000_000
"""Bytes of a picture that is taken along."""
_INLINE = re.compile(r"data:image/([a-z+.-]+)[^,]*?(;base64)?,", re.IGNORECASE)
_LONGEST = 1000
"""Characters of an address that can be a file's."""


class Pictures:
    """The pictures of one text, each once."""

    def __init__(self, account: Account) -> None:
        """Begin without any; `account` is told which can't be had."""
        self._account = account
        self._keys: dict[str, str] = {}
        self.images: dict[str, Image] = {}
        """By key, for the Draft."""

    def key(self, address: str, line: int) -> str:
        """Return the key of the picture at an address, as written; empty after telling why there is no file of it."""
        address = address.strip()
        if address not in self._keys:
            self._keys[address] = self._found(address, line) if address else ""
            if not self._keys[address] and not _INLINE.match(address):
                self._account.cut("where a picture is that is not here", address, line)
        return self._keys[address]

    def drawn(self, content: bytes) -> str:
        """Return the key of an SVG drawing that stands in the text itself."""
        return self._taken(Image("drawing.svg", partial(bytes, content)))

    def _found(self, address: str, line: int) -> str:
        if held := _INLINE.match(address):
            return self._held(address, held, line)
        whole = urljoin(self._account.original.address, address)
        if urlsplit(whole).scheme in ("http", "https") or address.startswith("//"):
            return self._fetched(f"https:{whole}" if whole.startswith("//") else whole, line)
        file = self._file(address, line)
        return self._taken(Image(file.name, partial(_read, file, self._account.original))) if file else ""

    def _taken(self, image: Image) -> str:
        key = f"{len(self.images) + 1}"
        self.images[key] = image
        return key

    def _held(self, address: str, held: re.Match[str], line: int) -> str:
        """Take a picture whose bytes are its address (RFC 2397)."""
        content = address[held.end() :]
        try:
            written = "".join(unquote(content).split())
            read = b64decode(written, validate=True) if held.group(2) else unquote_to_bytes(content)
        except (Base64Error, ValueError):
            self._account.warn(
                "picture", "a picture in the text itself is damaged", line, "put its file beside the text"
            )
            return ""
        kind = held.group(1).lower().partition("+")[0].removeprefix("x-")
        return self._taken(Image(f"picture.{'jpg' if kind == 'jpeg' else kind}", partial(bytes, read)))

    def _fetched(self, address: str, line: int) -> str:
        fetch = self._account.original.fetch
        if fetch is None:
            fix = "save it beside the text and name it there, or import with --fetch"
            self._account.warn("remote-picture", f"a picture lies elsewhere and is not fetched: {address}", line, fix)
            return ""
        try:
            content = fetch(address)
        except OSError as error:
            fix = "save it beside the text and name it there"
            self._account.warn("remote-picture", f"a picture can't be fetched: {address}: {error}", line, fix)
            return ""
        return self._taken(Image(PurePosixPath(urlsplit(address).path).name or "picture", partial(bytes, content)))

    def _file(self, address: str, line: int) -> Path | None:
        """Return the file that is meant, beside the text or in a folder beside it, never elsewhere."""
        folder = self._account.original.path.parent
        shown = address if len(address) < _LONGEST else f"{address[:100]}…"
        climbs = False
        for written in _ways(address):
            try:
                path = Path(realpath(folder / written))
                if not path.is_relative_to(realpath(folder)):
                    climbs = True
                elif path.is_file():
                    if path.stat().st_size <= _LARGEST:
                        return path
                    fix = "make it smaller; no page needs one so large"
                    self._account.warn("picture", f"the picture '{shown}' is too large to take along", line, fix)
                    return None
            except (OSError, ValueError):  # a name that no file can have
                continue
        if climbs:
            message = f"the picture '{shown}' lies outside the text's folder, and nothing is taken from there"
            self._account.warn("outside", message, line, "copy it beside the text and name it there")
        else:
            message = f"the picture '{shown}' is not there"
            self._account.warn(
                "missing-file", message, line, "put it beside the text, or into manuscript/images/ later"
            )
        return None


def _ways(address: str) -> Iterator[str]:
    """Yield what an address may mean as a file beside the text: a site's root is taken for the text's folder."""
    if len(address) >= _LONGEST:
        return
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    for written in dict.fromkeys((unquote(path), path, unquote(address))):
        relative = written.replace("\\", "/").lstrip("/")
        if relative and not re.match(r"[A-Za-z]:", relative):
            yield relative


def _read(file: Path, original: Original) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"the picture '{file.name}' can't be read: {error.strerror}"
        raise InputError([Finding("unreadable", Severity.ERROR, message, original.place())]) from error
