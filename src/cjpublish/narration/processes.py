"""Worker processes on this machine: how they start, and that they end."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import resource_tracker

from cjpublish.errors import Finding, PublishError, Severity
from cjpublish.narration import worker
from cjpublish.narration.crew import Crew, UnstartedError, WorkerLostError

__all__ = ["RESUME", "processes", "worker_faults"]

_AHEAD = 2
"""Jobs that each worker has at once: the one it does, and the next."""
RESUME = "what has been spoken is kept; run the same command again to go on from there"


@contextmanager
def processes(jobs: int | None) -> Iterator[Crew]:
    """Offer worker processes, by default one a core, killed at once where the work is broken off.

    They start with Ctrl-C blocked, which a terminal sends to them too: it is this process that ends them. One that dies
    is replaced.
    """
    count = jobs or os.cpu_count() or 1
    try:
        crew = Crew(partial(_started, count), _AHEAD * count)
    except (OSError, RuntimeError) as error:
        raise _lost(UnstartedError(error)) from error
    try:
        yield crew
    except BaseException:
        _end(crew.retire())
        raise
    crew.shutdown()


@contextmanager
def worker_faults() -> Iterator[None]:
    """Turn the loss of a worker process while the block runs into a PublishError."""
    try:
        yield
    except (BrokenExecutor, WorkerLostError) as lost:
        raise _lost(lost) from lost


def _lost(why: Exception) -> PublishError:
    if isinstance(why, UnstartedError):
        message, fix = str(why), "ask for fewer with --jobs, or raise the limit of processes"
    else:
        message, fix = "a worker process was ended from outside, perhaps for want of memory", RESUME
    return PublishError([Finding("worker-lost", Severity.ERROR, message, fix=fix)])


def _started(count: int) -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), worker.follow)
    try:
        with _interrupts_blocked():
            for _ in range(count):
                pool.submit(os.getpid)  # a process starts for each job that finds none idle
    except BaseException:
        _end(pool)
        raise
    return pool


def _end(pool: Executor) -> None:
    """Kill the workers, and see to it that nothing waits for what they will never read or finish writing.

    The pool has no public way to say so. Without it, jobs still in the pipe to the workers, or a result that one of
    them had half written, hold up this process's end for ever.
    """
    workers = list((getattr(pool, "_processes", None) or {}).values())
    jobs, results = getattr(pool, "_call_queue", None), getattr(pool, "_result_queue", None)
    pool.shutdown(wait=False, cancel_futures=True)
    for process in workers:
        process.kill()
    if jobs is not None:
        jobs.cancel_join_thread()
    if results is not None:
        results._writer.close()  # the last writing end: who reads the half result now comes to its end


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Hold back Ctrl-C and a request to end while the block runs, lest a process be left half started.

    Processes that start meanwhile never see Ctrl-C; `worker.follow` lets requests to end through again.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its own start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
