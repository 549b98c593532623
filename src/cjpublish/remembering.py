"""What a build of a folder came to, for as long as the folder and all that was made of it are as they were."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from cjpublish import dist, registry, versions
from cjpublish.errors import InputError, disk_faults
from cjpublish.making import Made
from cjpublish.store import Store, digest
from cjpublish.sums import Sums

__all__ = ["Memory"]

_T = TypeVar("_T")
_ELSEWHERE = re.compile(rb"\bvoice[\"']?\s*:\s*[\"']?(?:~|/|[A-Za-z]:[/\\]|[^\s,}]*\.\.[/\\])")
"""In a settings file, a path out of the publication: a recording or a model that lies there is not looked at."""


class Memory(Generic[_T]):
    """What a store knows of the last build of a folder with the same options; nothing is read but to sum it up.

    It knows nothing where not all that a result may depend on can be looked at, be it that a file can't be read, lies
    elsewhere or comes and goes, or that a plug-in of another package has a part in it.
    """

    def __init__(self, kind: type[_T], root: Path, target: Path, store: Store, options: Sequence[object]) -> None:
        """Look at a folder before it is built.

        `kind` is the dataclass that is remembered; `target` is the folder for results; `options` (JSON values) are all
        that a result depends on besides the folder, this program and what is installed.
        """
        self._kind, self._root, self._target, self._store = kind, root, target, store
        self._options = (str(kind), str(root), str(target), options)
        self._own = digest("sums", str(root), str(target))
        with disk_faults(store.folder):
            self._seen = self._look()

    def recall(self) -> _T | None:
        """Return what was kept, if all that was made then is there as it was made; what it needs counts as used."""
        with disk_faults(self._store.folder):
            return self._recalled()

    def keep(self, told: _T, made: Iterable[Made]) -> None:
        """Remember a build that has just been done: what to tell of it while nothing changes, and what it made.

        Nothing is kept where the folder has been changed since it was looked at, or its results are another build's
        by now.
        """
        with disk_faults(self._store.folder):
            seen = self._look()
            if self._seen is None or seen is None or seen.key != self._seen.key:
                return
            made = tuple(made)
            own = {each.path.relative_to(self._target).as_posix(): each.sha256 for each in made}
            seen.sums.learn({each.stamp: each.sha256 for each in made if each.stamp})
            there = _listed(self._target)
            if there is None or not own.items() <= there.items() or not self._is_there(there, seen.sums):
                return
            self._put(seen, _Memoir(there, tuple(sorted(self._store.used))), told)

    def _recalled(self) -> _T | None:
        stored = self._store.get(self._seen.key) if self._seen else None
        if self._seen is None or stored is None:
            return None
        import msgspec

        first, _, told = stored.partition(b"\n")
        memoir = msgspec.json.decode(first, type=_Memoir)
        if not self._is_there(memoir.made, self._seen.sums):
            return None
        self._store.touch(memoir.used)
        self._keep_sums(self._seen.sums)
        return msgspec.json.decode(told, type=self._kind, dec_hook=lambda kind, value: kind(value))

    def _put(self, seen: _Seen, memoir: _Memoir, told: _T) -> None:
        import msgspec

        try:  # each on a line of its own: what is told is looked at only if it is still true
            content = b"\n".join(msgspec.json.encode(each, enc_hook=str) for each in (memoir, told))
        except UnicodeEncodeError:
            return  # a file's name is in no encoding
        self._store.put(seen.key, content)
        self._keep_sums(seen.sums)

    def _look(self) -> _Seen | None:
        sums = Sums(self._store.get(self._own))
        try:
            files = sorted(_files(self._root))
            read = [(path.relative_to(self._root).as_posix(), sums.of(path)) for path in files]
            newest = max((int(path.stat().st_mtime) for path in files), default=0)
        except (OSError, ValueError):
            return None
        if registry.has_plug_ins():
            return None
        # Without `modified` in its settings, a publication is as old as its newest file.
        ages = (newest, os.environ.get("SOURCE_DATE_EPOCH"))
        return _Seen(digest("published", versions.everything(), self._options, read, ages), sums)

    def _is_there(self, made: Mapping[str, str], sums: Sums) -> bool:
        """Tell whether the folder of results has what was made, and its list says so."""
        try:
            return _listed(self._target) == made and all(
                sums.of(self._target / name) == sha256 for name, sha256 in made.items()
            )
        except OSError:
            return False

    def _keep_sums(self, sums: Sums) -> None:
        if sums.are_news:
            self._store.put(self._own, sums.remembered())


@dataclass(frozen=True, slots=True)
class _Memoir:
    """What is remembered of a build, besides what is told of it."""

    made: Mapping[str, str]
    """SHA-256 of all files in dist/ that were made, by name."""
    used: tuple[str, ...]
    """The keys of all that it took from the store or put there: they stay as long as this does."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A folder at one time."""

    key: str
    """Of all that a result depends on: files, options, this program and all others that are installed."""
    sums: Sums
    """Of the folder's files."""


def _files(root: Path) -> Iterator[Path]:
    """Yield what a publication is read from; raises ValueError where a part of it lies elsewhere."""
    for room in ("manuscript", "voices"):
        for folder, folders, names in os.walk(root / room, onerror=_refuse):
            paths = [Path(folder, name) for name in (*folders, *names)]
            if any(path.is_symlink() and path.is_dir() for path in paths):
                raise ValueError("a folder is a link")
            yield from (path for path in paths if path.is_file())
        for path in (root / room).glob("*.yaml"):
            if _ELSEWHERE.search(path.read_bytes()):
                raise ValueError("a file is named that may lie elsewhere")


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _listed(target: Path) -> dict[str, str] | None:
    """Return what the list of a folder of results has; None where it can't be read or is another program's."""
    try:
        return dict(dist.made(target))
    except (OSError, InputError):
        return None
