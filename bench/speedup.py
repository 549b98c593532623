"""How much faster more workers are: processes of this machine, and those of a cluster."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Callable, Iterator

from books import ESPEAK, PIPER, PROGRAM, Shelf, room
from generate import write
from rows import Row
from sizes import Sizes

__all__ = ["cluster", "jobs"]

_LEAST = 1.9
"""Times as fast with two processes as with one."""


def jobs(sizes: Sizes) -> Iterator[Row]:
    """Build with one worker process and with two, with espeak and with the embedded voice."""
    for name, voice, words, runs in (("espeak", ESPEAK, sizes.words, 3), ("piper", PIPER, sizes.piper // 4, 1)):
        with room() as place:
            shelf = Shelf(write(place / "book", words, voice=voice))
            turns = [(shelf.cold("--jobs", "1"), shelf.cold("--jobs", "2")) for _ in range(min(runs, sizes.runs))]
        one, two = (statistics.median(column) for column in zip(*turns, strict=True))
        times = statistics.median(first / second for first, second in turns)
        what = f"{words:,} words with {name}, 2 processes"
        yield Row(what, f"{two:.1f} s", f"1 process, {one:.1f} s", times, f"{_LEAST} times as fast", times >= _LEAST)


def cluster(sizes: Sizes) -> Iterator[Row]:
    """Build on 1, 2 and 4 workers of a Dask cluster on this machine, and without one."""
    what = f"{sizes.words:,} words with espeak on Dask workers"
    if reason := _lacking():
        yield Row(what, "not measured", reason)
        return
    with room() as place:
        shelf = Shelf(write(place / "book", sizes.words, voice=ESPEAK))
        alone = shelf.cold()
        times = {count: _on(count, shelf.cold) for count in (1, 2, 4)}
    for count, seconds in times.items():
        told = f"{what}, {count} of them"
        yield Row(told, f"{seconds:.1f} s", f"1 worker, {times[1]:.1f} s", times[1] / seconds)
    against = f"no cluster, {alone:.1f} s"
    yield Row(f"{what}, 2 of them", f"{times[2]:.1f} s", against, times[2] / alone)


def _lacking() -> str:
    """Return why there is no cluster to be measured; empty where there is."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        return "the extra `cluster` is not installed"
    shown = subprocess.run((*PROGRAM, "build", "--help"), check=True, capture_output=True, text=True).stdout
    return "" if "--executor" in shown else "this version has no `--executor`"


def _on(count: int, build: Callable[..., float]) -> float:
    """Return what `build` returns with a cluster of as many workers, each one process of one thread."""
    from distributed import LocalCluster

    local = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    with local:
        return build("--executor", f"dask://{local.scheduler_address.partition('://')[2]}")
