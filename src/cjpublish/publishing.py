"""From a folder to its results; a folder that is as it was when it was last built is known without being read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish import dist, pipeline, registry, versions
from cjpublish.errors import InputError, disk_faults
from cjpublish.narration.workforce import Workforce
from cjpublish.store import Store, digest
from cjpublish.sums import Sums
from cjpublish.upkeep.pruning import kept

__all__ = ["publish"]

_ELSEWHERE = re.compile(rb"\bvoice[\"']?\s*:\s*[\"']?(?:~|/|[A-Za-z]:[/\\]|[^\s,}]*\.\.[/\\])")
"""In a settings file, a path out of the publication: a recording or a model that lies there is not looked at."""


def publish(
    folder: str | Path = ".",
    *,
    names: Sequence[str] = (),
    voice: str | None = None,
    out: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> pipeline.Result:
    """Read a folder and build it, as `pipeline.read` and `pipeline.build` do; where nothing has changed, do nothing.

    Then the result is that of the last build, with nothing in it that is fresh.
    """
    root = Path(folder).expanduser().resolve()
    target, store = pipeline.target(root, out), Store(cache)
    options = (list(names), voice)
    before = _Before.of(root, target, store, options)
    if before and (known := before.result()):
        return known
    publication = pipeline.read(root)
    with kept(store):
        workforce = Workforce(jobs, executor, cluster)
        result = pipeline.build_in(store, publication, names=names, voice=voice, out=out, workforce=workforce)
        after = _Before.of(root, target, store, options)
        if before and after and before.key == after.key:  # nobody has changed anything meanwhile
            with disk_faults(store.folder):
                after.keep(result)
    return result


@dataclass(frozen=True, slots=True)
class _Memoir:
    """What is remembered of a build."""

    result: pipeline.Result
    made: Mapping[str, str]
    """SHA-256 of all files in dist/ that were made, by name."""
    used: tuple[str, ...]
    """The keys of all that it took from the store or put there: they stay as long as this does."""


@dataclass(frozen=True, slots=True)
class _Before:
    """A folder before it is built."""

    target: Path
    store: Store
    sums: Sums
    own: str
    """The key of the sums of the folder's files."""
    key: str
    """Of all that a result depends on: files, options, this program and all others that are installed."""

    @classmethod
    def of(cls, root: Path, target: Path, store: Store, options: Sequence[object]) -> _Before | None:
        """Look at a folder's files; nothing of them is read but to sum them up.

        None where not all that a result may depend on can be looked at, be it that a file can't be read, lies elsewhere
        or comes and goes, or that a plug-in of another package has a part in it.
        """
        own = digest("sums", str(root), str(target))
        sums = Sums(store.get(own))
        try:
            files = sorted(_files(root))
            read = [(path.relative_to(root).as_posix(), sums.of(path)) for path in files]
            newest = max((int(path.stat().st_mtime) for path in files), default=0)
        except (OSError, ValueError):
            return None
        if registry.has_plug_ins():
            return None
        # Without `modified` in its settings, a publication is as old as its newest file.
        ages = (newest, os.environ.get("SOURCE_DATE_EPOCH"))
        parts = (versions.everything(), str(root), str(target), options, read, ages)
        return cls(target, store, sums, own, digest("published", *parts))

    def result(self) -> pipeline.Result | None:
        """Return the result of the last build, if all that it made is there as it was made."""
        stored = self.store.get(self.key)
        if stored is None:
            return None
        import msgspec

        memoir = msgspec.json.decode(stored, type=_Memoir, dec_hook=lambda kind, value: kind(value))
        if not self._is_there(memoir.made):
            return None
        self.store.touch(memoir.used)
        self._keep_sums()
        return memoir.result

    def keep(self, result: pipeline.Result) -> None:
        """Remember a build that has just been done of what the folder holds."""
        import msgspec

        made = _made(self.target)
        own = {each.path.relative_to(self.target).as_posix(): each.sha256 for each in (*result.made, *result.site)}
        if made is None or not own.items() <= made.items() or not self._is_there(made):
            return  # another build of the same folder has ended meanwhile
        memoir = _Memoir(_stale(result), made, tuple(sorted(self.store.used)))
        try:
            content = msgspec.json.encode(memoir, enc_hook=str)
        except UnicodeEncodeError:
            return  # a file's name is in no encoding
        self.store.put(self.key, content)
        self._keep_sums()

    def _is_there(self, made: Mapping[str, str]) -> bool:
        """Tell whether the folder of results has what was made, and its list says so."""
        try:
            return _made(self.target) == made and all(
                self.sums.of(self.target / name) == sha256 for name, sha256 in made.items()
            )
        except OSError:
            return False

    def _keep_sums(self) -> None:
        if self.sums.are_news:
            self.store.put(self.own, self.sums.remembered())


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


def _made(target: Path) -> dict[str, str] | None:
    """Return what the list of a folder of results has; None where it can't be read or is another program's."""
    try:
        return dict(dist.made(target))
    except (OSError, InputError):
        return None


def _stale(result: pipeline.Result) -> pipeline.Result:
    """Return a result as it is where nothing was done."""
    made, shown = (tuple(replace(each, fresh=False) for each in files) for files in (result.made, result.site))
    return replace(result, made=made, site=shown, spoken=0)
