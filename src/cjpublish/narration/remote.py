"""Jobs done by a Dask cluster, whatever becomes of its workers, its scheduler and the network.

Dask itself does the jobs of a lost worker again. Here they are sent once more where the scheduler is lost, or where a
worker turns out to have other versions than the build needs.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from functools import partial
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from cjpublish.errors import PublishError
from cjpublish.narration import errand
from cjpublish.narration.connection import Connection
from cjpublish.narration.crew import WorkerLostError
from cjpublish.narration.roster import Roster

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["PATIENCE", "Remote"]

PATIENCE = 300.0
"""Seconds that a build waits for a scheduler, or for any worker, to come back."""
_LOOK = 1.0
"""Seconds from one look at the cluster to the next."""
_FEWEST = 4

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(eq=False, slots=True)
class _Job:
    packed: bytes
    outcome: Future[Any] = field(default_factory=Future)
    given: Future[Any] | None = None
    takers: frozenset[str] = frozenset()


class Remote(Executor):
    """An executor that a cluster works for; a job's arguments and its result travel as bytes."""

    shares_store = False
    """Workers see no file of this machine's: only what a job brings along."""

    def __init__(self, connect: Callable[[], Client], roster: Roster) -> None:
        """Connect; raises PublishError where a worker can't be used and InputError where there is none."""
        self._roster = roster
        self._lock = RLock()
        self._open: dict[_Job, None] = {}
        self._wake = Event()
        self._is_closed = False
        self._connection = Connection(connect)
        try:
            roster.muster(self._connection.client, _LOOK * 10)
        except BaseException:
            self._connection.close()
            raise
        self._watcher = Thread(target=self._watch, name="cjpublish cluster", daemon=True)
        self._watcher.start()

    @property
    def slots(self) -> int:
        """How many jobs are useful at once, as the cluster is now: those that are done, and the next of each worker."""
        return max(_FEWEST, 2 * len(self._roster.fit))

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Have a call done by a worker."""
        job = _Job(pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        job.outcome.set_running_or_notify_cancel()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the cluster has been left")
            self._open[job] = None
            self._give(job)
        return job.outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs, and leave the cluster when those that were taken are done, or at once."""
        if wait and not cancel_futures:
            futures.wait([job.outcome for job in list(self._open)])
        self._end(CancelledError())
        self._wake.set()
        self._watcher.join()
        self._connection.close()

    def _give(self, job: _Job) -> None:
        """Send a job to workers that are fit; one that can't be sent now is sent by the watcher."""
        job.given, job.takers = None, self._roster.fit
        if self._connection.is_lost or not job.takers:
            self._wake.set()
            return
        try:
            arguments = (self._roster.needed, self._roster.engines, job.packed)
            job.given = self._connection.send(errand.run, *arguments, workers=job.takers)
        except (OSError, RuntimeError):  # the client has just been closed
            self._lose()
            return
        job.given.add_done_callback(partial(self._finished, job))

    def _finished(self, job: _Job, given: Future[Any]) -> None:
        with self._lock:
            if job.given is not given or job not in self._open:
                return
            error = None if given.cancelled() else given.exception()
            if given.cancelled() or isinstance(error, errand.Refused):
                job.given = None
                if isinstance(error, errand.Refused):
                    self._roster.refuse(error.worker, error.found)
                else:  # which Dask does where the scheduler is gone
                    self._lose()
                self._wake.set()
                return
            del self._open[job]
            # Or they would keep each other, and the sound that they hold here and in the cluster, for some time.
            job.given, job.packed = None, b""
        _settle(job.outcome, given, error)

    def _lose(self) -> None:
        self._connection.lose()
        self._wake.set()

    def _watch(self) -> None:
        """Look after the cluster until it is left."""
        try:
            while not self._is_closed:
                self._wake.wait(_LOOK)
                self._wake.clear()
                self._look()
        except PublishError as error:
            self._end(error)
        except BaseException as error:
            self._end(error)
            raise

    def _look(self) -> None:
        if self._is_closed:
            return
        if self._connection.is_lost:
            self._renew()
        try:
            self._roster.call(self._connection.client)
        except (OSError, RuntimeError):
            self._lose()
            return
        self._roster.tell()
        self._roster.await_company(PATIENCE, is_needed=bool(self._open))
        with self._lock:
            stranded = [job for job in self._open if job.given is None or not job.takers & self._roster.fit]
            old = [job.given for job in stranded if job.given]
            for job in stranded:
                self._give(job)
        for each in old:
            each.cancel()

    def _renew(self) -> None:
        """Connect again, and have everything done again that was under way."""
        with self._lock:
            self._connection.lose()
            self._roster.forget()
            for job in self._open:
                job.given = None
        self._connection.renew(PATIENCE, lambda: not self._is_closed)

    def _end(self, error: BaseException) -> None:
        """Take no more jobs, and have those that are not done fail."""
        with self._lock:
            self._is_closed = True
            left = list(self._open)
            self._open.clear()
        for job in left:
            job.outcome.set_exception(error)


def _settle(outcome: Future[Any], given: Future[Any], error: BaseException | None) -> None:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        outcome.set_exception(WorkerLostError())
    elif error:
        outcome.set_exception(error)
    else:
        outcome.set_result(given.result())
