"""From a folder to its results; a folder that is as it was when it was last built is known without being read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish import dist, pipeline, versions
from cjpublish.errors import disk_faults
from cjpublish.narration.workforce import Workforce
from cjpublish.store import Store, digest
from cjpublish.sums import Sums
from cjpublish.upkeep.pruning import kept

__all__ = ["publish"]


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
    with disk_faults(store.folder):
        before = _Before.of(root, target, store, (list(names), voice))
        if known := before.result():
            return known
    publication = pipeline.read(root)
    with kept(store):
        workforce = Workforce(jobs, executor, cluster)
        result = pipeline.build_in(store, publication, names=names, voice=voice, out=out, workforce=workforce)
        with disk_faults(store.folder):
            before.keep(result)
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
    def of(cls, root: Path, target: Path, store: Store, options: Sequence[object]) -> _Before:
        """Look at a folder's files; nothing of them is read but to sum them up."""
        own = digest("sums", str(root), str(target))
        sums = Sums(store.get(own))
        files = sorted(path for room in ("manuscript", "voices") for path in (root / room).rglob("*") if path.is_file())
        read = [(path.relative_to(root).as_posix(), sums.of(path)) for path in files]
        # Without `modified` in its settings, a publication is as old as its newest file.
        ages = (max((int(path.stat().st_mtime) for path in files), default=0), os.environ.get("SOURCE_DATE_EPOCH"))
        parts = (versions.everything(), str(root), str(target), options, read, ages)
        return cls(target, store, sums, own, digest("published", *parts))

    def result(self) -> pipeline.Result | None:
        """Return the result of the last build, if all that it made is there as it was made."""
        stored = self.store.get(self.key)
        if stored is None:
            return None
        import msgspec

        memoir = msgspec.json.decode(stored, type=_Memoir, dec_hook=lambda kind, value: kind(value))
        if dist.made(self.target) != memoir.made or not self._is_whole(memoir.made):
            return None
        self.store.touch(memoir.used)
        self._keep_sums()
        return memoir.result

    def keep(self, result: pipeline.Result) -> None:
        """Remember a build that has just been done of what the folder held."""
        import msgspec

        made = dict(dist.made(self.target))
        if not self._is_whole(made):
            return  # somebody has changed it meanwhile
        memoir = _Memoir(_stale(result), made, tuple(sorted(self.store.used)))
        self.store.put(self.key, msgspec.json.encode(memoir, enc_hook=str))
        self._keep_sums()

    def _is_whole(self, made: Mapping[str, str]) -> bool:
        try:
            return all(self.sums.of(self.target / name) == sha256 for name, sha256 in made.items())
        except OSError:
            return False

    def _keep_sums(self) -> None:
        if self.sums.are_news:
            self.store.put(self.own, self.sums.remembered())


def _stale(result: pipeline.Result) -> pipeline.Result:
    """Return a result as it is where nothing was done."""
    made, shown = (tuple(replace(each, fresh=False) for each in files) for files in (result.made, result.site))
    return replace(result, made=made, site=shown, spoken=0)
