"""Jobs for the workers of a cluster, which import this module; as a program, a build that is killed half way."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish import engines, pipeline
from cjpublish.store import Store

if TYPE_CHECKING:
    from distributed import Scheduler

__all__ = ["espeak", "fatal", "kept", "patient"]


def espeak() -> dict[str, str]:
    """Return the engine that tests speak with, and its version here."""
    return {"espeak": engines.load("espeak").version}


def fatal(notes: Path, until: int) -> int:
    """End the worker that does it, as often as `until` says; then return how often it was tried."""
    with notes.open("a") as file:
        file.write("tried\n")
    tries = len(notes.read_text().splitlines())
    if tries <= until:
        os.kill(os.getpid(), signal.SIGKILL)
    return tries


def patient(begun: Path, end: Path) -> int:
    """Say that it has begun, and wait until it may end; return the worker's process id."""
    import time

    begun.touch()
    while not end.exists():
        time.sleep(0.02)
    return os.getpid()


def kept(dask_scheduler: Scheduler) -> list[str]:
    """Return what a scheduler, which is given as Dask names it, still holds."""
    return [str(key) for key in dask_scheduler.tasks]


def _killed(folder: str, address: str, after: int) -> None:
    """Build on a cluster until so many sounds have been stored, and end at once."""
    from cjpublish.narration.cluster import cluster

    put = Store.put
    stored = 0

    def counted(self: Store, key: str, content: bytes) -> None:
        nonlocal stored
        put(self, key, content)
        stored += len(content) > 10_000  # sound
        if stored == after:
            os.kill(os.getpid(), signal.SIGKILL)

    Store.put = counted  # type: ignore[method-assign]
    with cluster(address, espeak()) as workers:
        pipeline.build(pipeline.read(folder), cache=Path(folder).parent / "cache", executor=workers)


if __name__ == "__main__":
    _killed(sys.argv[1], sys.argv[2], int(sys.argv[3]))
