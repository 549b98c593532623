"""What a command takes: wall seconds, processor seconds, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import psutil

__all__ = ["FailedError", "Usage", "memory", "pairs", "run", "wall", "watched"]

_EVERY = 0.05
"""Seconds between two looks at the memory."""
_MEGA = 1_000_000


class FailedError(Exception):
    """A command that ended with an error or took too long; its message ends with the command's last words."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Processor seconds of all its processes."""
    peak: float
    """Megabytes of all its processes together at most; 0 where nobody looked."""


def run(
    command: Sequence[str],
    *,
    look: bool = False,
    seen: Callable[[float], None] = lambda _megabytes: None,
    every: float = _EVERY,
    environment: Mapping[str, str] | None = None,
    limit: float | None = None,
) -> Usage:
    """Run a command; with `look`, look at its memory `every` so many seconds and tell `seen`.

    Looking takes time itself, so that what is timed should not be looked at. Raises FailedError where it ends with an
    error or takes more than `limit` seconds.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    done, peaks = threading.Event(), [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, done, peaks, seen, every))
    if look:
        watcher.start()
    try:
        told = process.communicate(timeout=limit)[1]
    except subprocess.TimeoutExpired as late:
        _end(process)
        raise FailedError(f"not finished in {limit:,.0f} s") from late
    finally:
        done.set()
        if look:
            watcher.join()
    taken, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise FailedError(f"ended with {process.returncode}: {_last(told)}")
    return Usage(taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, max(peaks))


def wall(command: Sequence[str]) -> float:
    """Run a command; return its wall seconds."""
    return run(command).wall


def watched(command: Sequence[str]) -> float:
    """Run a command; return the megabytes of all its processes together at most."""
    return run(command, look=True).peak


def pairs(runs: int, *contenders: Callable[[], float]) -> tuple[float, ...]:
    """Measure contenders in turn, so often and once more that does not count.

    Returns the median of each, then the median ratio of the first to each of the others within one turn.
    """
    turns = [[each() for each in contenders] for _ in range(runs + 1)][1:]
    medians = [statistics.median(column) for column in zip(*turns, strict=True)]
    ratios = [statistics.median(turn[0] / turn[other] for turn in turns) for other in range(1, len(contenders))]
    return (*medians, *ratios)


def memory(process: int) -> float:
    """Return the megabytes of a process and all that it started; pages that several share count once (PSS).

    Where the system does not say how many share a page, those that are a process's own count (USS).
    """
    try:
        top = psutil.Process(process)
        return sum(map(_own, [top, *top.children(recursive=True)])) / _MEGA
    except psutil.Error:
        return 0.0


def _own(process: psutil.Process) -> int:
    try:
        told = process.memory_full_info()
    except psutil.Error:  # it has just ended
        return 0
    return int(getattr(told, "pss", told.uss))


def _watch(
    process: int, done: threading.Event, peaks: list[float], seen: Callable[[float], None], every: float
) -> None:
    while not done.wait(every):
        now = memory(process)
        peaks.append(now)
        seen(now)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it started."""
    for each in psutil.Process(process.pid).children(recursive=True):
        each.kill()
    process.kill()
    process.communicate()


def _last(told: bytes) -> str:
    lines = told.decode(errors="replace").strip().splitlines() or ["it said nothing"]
    return lines[-1][:200]
