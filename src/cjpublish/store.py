"""Content-addressed files: what a key names is computed once and never looked at by date or file name."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import platformdirs

from cjpublish import locks
from cjpublish.ledger import Ledger

__all__ = ["DIGEST_SIZE", "Store", "default_folder", "digest", "is_half_written", "is_left_over", "listed"]

DIGEST_SIZE = 32
"""Bytes at the beginning of each file: the SHA-256 of the rest."""
_NEW = ".new-"
_STALE = 24 * 3600.0
"""Seconds after which nobody writes a file any more."""
_LAYOUT = "v1"
_FRESH = 3600.0
"""Seconds for which a use counts as now: a file's time is written no more often."""
_TRIES = 100
"""How often a put is tried that another process interferes with; far more often than any does."""
_log = logging.getLogger(__name__)


def digest(kind: str, *parts: object) -> str:
    """Return the key of something of a kind that is a pure function of its parts (JSON values)."""
    text = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def default_folder() -> Path:
    """Return the store's place for this user: the XDG cache directory (or what the system has for it)."""
    return platformdirs.user_cache_path("cjpublish", appauthor=False)


def listed(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Return the files of a folder, each with what the disk says of it; what goes meanwhile is left out."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    yield entry.path, status


def is_half_written(path: str) -> bool:
    """Tell whether a file of the store is one that is being written, or was when its process ended."""
    return os.path.basename(path).startswith(_NEW)


def is_left_over(path: str, status: os.stat_result) -> bool:
    """Tell whether a half-written file is older than a day, so that nobody writes it any more."""
    return is_half_written(path) and time.time() - status.st_mtime > _STALE


class Store:
    """Bytes under keys, in a folder that may be deleted at any time, for any number of processes at once.

    Each file is the SHA-256 of the content and then the content, so that a damaged one is noticed when it is read.
    Its time is when it was last used, to the hour.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder; it is made when something is first stored."""
        self.folder = (folder or default_folder()).expanduser().absolute() / _LAYOUT
        self.lock = self.folder.with_name(f"{_LAYOUT}.lock")
        """Shared by all who use the store, held alone by who prunes it; it stays when all else is deleted."""
        self.ledger = Ledger(self.folder / "ledger")
        self.used: set[str] = set()
        """The keys that were asked for here and found, or put."""

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the store from being pruned while the block runs; wait while it is."""
        with ExitStack() as stack:
            try:
                stack.enter_context(locks.shared(self.lock))
            except OSError as error:
                message = "%s: %s; two builds at the same time may forget what the other still needs"
                _log.warning(message, error.filename or self.lock, error.strerror or error)
            yield

    def has(self, key: str) -> bool:
        """Tell whether something is stored under the key, without reading it; it counts as used."""
        path = self._place(key)
        try:
            status = os.stat(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        if not stat.S_ISREG(status.st_mode):
            return False
        self._use(key, path, status)
        return True

    def touch(self, keys: Iterable[str]) -> None:
        """Count as used what is stored under the keys."""
        for key in keys:
            self.has(key)

    def get(self, key: str) -> bytes | None:
        """Return the content, or None where nothing whole is stored; what is damaged is removed and logged."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                stored = file.read()
        except FileNotFoundError:
            return None
        content = stored[DIGEST_SIZE:]
        if hashlib.sha256(content).digest() == stored[:DIGEST_SIZE]:
            self._use(key, path, status)
            return content
        _log.warning("a damaged file in the store was removed and is made again: %s", path)
        path.unlink(missing_ok=True)
        return None

    def put(self, key: str, content: bytes) -> None:
        """Store the content whole or not at all; raises OSError where the disk refuses."""
        path = self._path(key)
        for left in reversed(range(_TRIES)):
            try:
                self._write(path, content)
                break
            except (FileNotFoundError, FileExistsError):  # another process has just deleted the folder, at any step
                if not left:
                    raise
        self.used.add(key)

    def clear(self) -> tuple[int, int]:
        """Delete everything; return how many files and bytes that were."""
        sizes = [status.st_size for _, status in self.files()]
        if self.folder.exists():
            shutil.rmtree(self.folder)
        return len(sizes), sum(sizes)

    def folders(self) -> list[Path]:
        """Return the folders, 256 at most, that the files are spread over."""
        try:
            return sorted(path for path in self.folder.iterdir() if path.is_dir())
        except FileNotFoundError:
            return []

    def files(self) -> Iterator[tuple[str, os.stat_result]]:
        """Return every file, each with what the disk says of it: its size, and when it was last used."""
        for folder in self.folders():
            yield from listed(folder)

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.ledger.book(DIGEST_SIZE + len(content))
        new = path.with_name(f"{_NEW}{secrets.token_hex(8)}")
        try:  # from before there is a file: it may be interrupted at any time
            with open(new, "xb", opener=_private) as file:
                file.write(hashlib.sha256(content).digest())
                file.write(content)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise

    def _use(self, key: str, path: str | Path, status: os.stat_result) -> None:
        self.used.add(key)
        if time.time() - status.st_mtime > _FRESH:
            with suppress(OSError):  # pruned meanwhile, or another user's
                os.utime(path)

    def _path(self, key: str) -> Path:
        return Path(self._place(key))

    def _place(self, key: str) -> str:
        return f"{self.folder}/{key[:2]}/{key[2:]}"


def _private(path: str, flags: int) -> int:
    """Open a file that nobody else may read, as the text of a book before it is published."""
    return os.open(path, flags, 0o600)
