"""Workers that are replaced when they are lost: what they were doing is done again, three times at most."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from threading import RLock, Thread
from typing import Any, ParamSpec, TypeVar

__all__ = ["TRIES", "Crew", "UnstartedError", "WorkerLostError"]

TRIES = 3
"""How many workers a job may cost."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerLostError(Exception):
    """A job ended as many workers as it may cost."""


class UnstartedError(BrokenExecutor):
    """The system lets no worker begin: no process, or no thread that would start it."""

    def __init__(self, reason: OSError | RuntimeError) -> None:
        """Tell it in the system's words."""
        super().__init__(f"no worker process can be started: {getattr(reason, 'strerror', None) or reason}")


@dataclass(eq=False, slots=True)
class _Job:
    call: Callable[[], Any]
    outcome: Future[Any] = field(default_factory=Future)
    losses: int = 0


class Crew(Executor):
    """An executor that outlives the loss of its workers; a job that goes on ending them fails with WorkerLostError.

    A pool of the standard library is broken as a whole where one process dies, and does not say whose fault it was. So
    no more jobs are given away than its workers take, and after a loss each of those is tried alone, until it is known.
    """

    shares_store = True

    def __init__(self, recruit: Callable[[], Executor], slots: int) -> None:
        """Use the pools that `recruit` opens, one after another; each takes `slots` jobs at once."""
        self._recruit = recruit
        self._slots = slots
        self._pool = recruit()
        self._lock = RLock()
        self._waiting: deque[_Job] = deque()
        self._suspects: deque[_Job] = deque()
        self._running: dict[Future[Any], _Job] = {}
        self._is_broken = False
        self._is_closed = False
        self._fault: BrokenExecutor | None = None

    @property
    def slots(self) -> int:
        """How many jobs are useful at once."""
        return self._slots

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Have a call done by a worker; what it returns is pickled on its way."""
        job = _Job(partial(fn, *args, **kwargs))
        with self._lock:
            if self._fault:
                raise self._fault
            if self._is_closed:
                raise RuntimeError("the workers have been sent home")
            self._waiting.append(job)
            self._give()
        return job.outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs, and end the workers when those that were taken are done."""
        if cancel_futures:
            self.retire()
        while wait and self._outcomes():
            futures.wait(self._outcomes())
        with self._lock:
            self._is_closed = True
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def retire(self) -> Executor:
        """Take no more jobs, drop those that wait, replace nobody; return the present workers."""
        with self._lock:
            self._is_closed = True
            for job in (*self._waiting, *self._suspects):
                if job.outcome.cancel():
                    job.outcome.set_running_or_notify_cancel()  # tells who waits for it
            self._waiting.clear()
            self._suspects.clear()
            return self._pool

    def _outcomes(self) -> list[Future[Any]]:
        with self._lock:
            return [job.outcome for job in (*self._waiting, *self._suspects, *self._running.values())]

    def _give(self) -> None:
        """Give away as many jobs as the workers take; one alone while it is not known which of them ends its own."""
        while not self._is_broken and (queue := self._suspects or self._waiting) and self._has_room():
            job = queue.popleft()
            if not job.outcome.running() and not job.outcome.set_running_or_notify_cancel():
                continue
            try:
                given = self._pool.submit(job.call)
            except BrokenExecutor:  # it broke just now, while it had nothing to do
                queue.appendleft(job)
                self._is_broken = True
                self._replace()
                return
            self._running[given] = job
            given.add_done_callback(self._finished)

    def _has_room(self) -> bool:
        on_trial = self._suspects or any(job.losses for job in self._running.values())
        return len(self._running) < (1 if on_trial else self._slots)

    def _finished(self, given: Future[Any]) -> None:
        with self._lock:
            job = self._running.pop(given)
            if given.cancelled():
                job.outcome.set_exception(WorkerLostError())
            elif isinstance(error := given.exception(), BrokenExecutor):
                self._lose(job)
            elif error:
                job.outcome.set_exception(error)
            else:
                job.outcome.set_result(given.result())
            if self._is_broken:
                self._replace()
            else:
                self._give()

    def _lose(self, job: _Job) -> None:
        job.losses += 1
        if job.losses < TRIES and not self._is_closed:
            self._suspects.append(job)
        else:
            job.outcome.set_exception(WorkerLostError())
        self._is_broken = True

    def _replace(self) -> None:
        """Open a new pool; not here, for this may be the old one's own thread."""
        if not self._running and not self._is_closed:
            try:
                Thread(target=self._renew, daemon=True).start()
            except RuntimeError as error:
                self._give_up(UnstartedError(error))

    def _renew(self) -> None:
        """Open a new pool; the broken one ends itself, and to help it would only race with it."""
        with self._lock:
            if self._is_closed:
                return
            try:
                self._pool = self._recruit()
                self._pool.submit(os.getpid).result()
            except BrokenExecutor as error:  # workers that can't even start are nobody's fault
                self._give_up(error)
                return
            except (OSError, RuntimeError) as error:
                self._give_up(UnstartedError(error))
                return
            self._is_broken = False
            self._give()

    def _give_up(self, error: BrokenExecutor) -> None:
        self._fault = error
        for job in (*self._suspects, *self._waiting):
            if job.outcome.running() or job.outcome.set_running_or_notify_cancel():
                job.outcome.set_exception(error)
        self._suspects.clear()
        self._waiting.clear()
