"""Content-addressed files: what a key names is computed once and never looked at by date or file name."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

__all__ = ["Store", "default_folder", "digest"]

_LAYOUT = "v1"
_DIGEST_SIZE = 32
_log = logging.getLogger(__name__)


def digest(kind: str, *parts: object) -> str:
    """Return the key of something of a kind that is a pure function of its parts (JSON values)."""
    text = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def default_folder() -> Path:
    """Return the store's place for this user: the XDG cache directory (or what the system has for it)."""
    return platformdirs.user_cache_path("cjpublish", appauthor=False)


class Store:
    """Bytes under keys, in a folder that may be deleted at any time.

    Each file is the SHA-256 of the content and then the content, so that a damaged one is noticed when it is read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder; it is made when something is first stored."""
        self.folder = (folder or default_folder()).expanduser().absolute() / _LAYOUT

    def has(self, key: str) -> bool:
        """Tell whether something is stored under the key, without reading it."""
        return self._path(key).is_file()

    def get(self, key: str) -> bytes | None:
        """Return the content, or None where nothing whole is stored; what is damaged is removed and logged."""
        path = self._path(key)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            return None
        content = stored[_DIGEST_SIZE:]
        if hashlib.sha256(content).digest() == stored[:_DIGEST_SIZE]:
            return content
        _log.warning("a damaged file in the store was removed and is made again: %s", path)
        path.unlink(missing_ok=True)
        return None

    def put(self, key: str, content: bytes) -> None:
        """Store the content whole or not at all; raises OSError where the disk refuses."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest())
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def clear(self) -> tuple[int, int]:
        """Delete everything; return how many files and bytes that were."""
        sizes = [path.stat().st_size for path in self._files()]
        if self.folder.exists():
            shutil.rmtree(self.folder)
        return len(sizes), sum(sizes)

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("*/*") if path.is_file())

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]
