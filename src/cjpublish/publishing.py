"""From a folder to its results; a folder that is as it was when it was last built is known without being read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from cjpublish import pipeline
from cjpublish.making import Made
from cjpublish.narration.workforce import Workforce
from cjpublish.remembering import Memory
from cjpublish.store import Store
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
    memory = Memory(pipeline.Result, root, target, store, (list(names), voice))
    if known := memory.recall():
        return known
    publication = pipeline.read(root)
    with kept(store):
        workforce = Workforce(jobs, executor, cluster)
        result = pipeline.build_in(store, publication, names=names, voice=voice, out=out, workforce=workforce)
        memory.keep(_stale(result), (*result.made, *result.site))
    return result


def _stale(result: pipeline.Result) -> pipeline.Result:
    """Return a result as it is where nothing was done."""
    made, shown = (tuple(map(_kept, files)) for files in (result.made, result.site))
    return replace(result, made=made, site=shown, spoken=0)


def _kept(made: Made) -> Made:
    return replace(made, fresh=False, stamp="")
