"""Who works in a cluster, and which of them have the versions that a build needs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

from cjpublish.errors import Finding, InputError, PublishError, Severity
from cjpublish.narration import errand
from cjpublish.narration.errand import Versions
from cjpublish.narration.processes import RESUME

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Roster"]

_log = logging.getLogger(__name__)
_FIX = (
    "install the same release of cjpublish with the same extras and voices on every worker "
    "and on this machine, and start the workers again"
)


class Roster:
    """The workers of a cluster, each asked once which versions it has."""

    def __init__(self, engines: Mapping[str, str]) -> None:
        """Take workers that have the versions of this process and these of the engines."""
        self.engines = tuple(sorted(engines))
        named = dict(zip(self.engines, errand.ask(self.engines)[-len(self.engines) :], strict=True)) if engines else {}
        known = errand.ask(())
        self.needed: Versions = (*known, *((label, engines[name]) for name, (label, _) in named.items()))
        self.fit: frozenset[str] = frozenset()
        self._unfit: dict[str, Versions] = {}
        self._told: set[str] = set()
        self._empty_since: float | None = None

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What each worker lacks that can't be used."""
        return tuple(self._fault(worker, found) for worker, found in sorted(self._unfit.items()))

    def muster(self, client: Client, patience: float) -> None:
        """Find out who is there as a build begins.

        Raises InputError where nobody comes within `patience` seconds, and PublishError where a worker can't be used.
        """
        try:
            client.wait_for_workers(1, timeout=patience)
            self.call(client)
        except OSError as error:
            message = "the cluster has a scheduler but no worker"
            fix = "start workers with: dask worker SCHEDULER:8786 --nworkers auto --nthreads 1"
            raise InputError([Finding("cluster-empty", Severity.ERROR, message, fix=fix)]) from error
        if self._unfit:
            raise PublishError(self.faults)

    def call(self, client: Client) -> None:
        """Find out who is there, and ask those who are new; raises OSError where the scheduler does not answer."""
        present: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
        fit = self.fit & present.keys()
        self._unfit = {worker: found for worker, found in self._unfit.items() if worker in present}
        if new := sorted(present.keys() - fit - self._unfit.keys()):
            answers = client.run(errand.ask, self.engines, workers=new, on_error="return")
            there = {worker: answer for worker, answer in answers.items() if not isinstance(answer, OSError)}
            found = {worker: () if isinstance(answer, Exception) else answer for worker, answer in there.items()}
            fit |= {worker for worker, versions in found.items() if versions == self.needed}
            self._unfit |= {worker: versions for worker, versions in found.items() if versions != self.needed}
            self._warn_of_threads(present[worker] for worker in new if worker in fit)
        self.fit = frozenset(fit)

    def forget(self) -> None:
        """Ask everybody again: a scheduler that comes back may have other workers."""
        self.fit = frozenset()
        self._unfit = {}

    def refuse(self, worker: str, found: Versions) -> None:
        """Give no more to a worker that has refused a job."""
        self.fit -= {worker}
        self._unfit[worker] = found

    def tell(self) -> None:
        """Warn of workers that can't be used, of each once."""
        for worker in sorted(self._unfit.keys() - self._told):
            self._told.add(worker)
            _log.warning("%s; nothing is given to it", self._fault(worker, self._unfit[worker]).message)

    def await_company(self, patience: float, *, is_needed: bool) -> None:
        """Warn where there is work and nobody to do it; raises PublishError where that lasts `patience` seconds."""
        if self.fit or not is_needed:
            self._empty_since = None
        elif self._empty_since is None:
            self._empty_since = monotonic()
            _log.warning("the cluster has no worker left that can be used; waiting %d seconds for one", patience)
        elif monotonic() - self._empty_since > patience:
            message = "no worker that can be used has come to the cluster"
            lost = Finding("cluster-empty", Severity.ERROR, message, fix=RESUME)
            raise PublishError((*self.faults, lost))

    def _fault(self, worker: str, found: Versions) -> Finding:
        has = dict(found)
        differing = [(what, has.get(what), version) for what, version in self.needed if (what, version) not in found]
        told = (f"{what} {has or 'missing'} where {version or 'none'} is needed" for what, has, version in differing)
        message = f"the worker {worker} has {', '.join(told)}"
        return Finding("cluster-versions", Severity.ERROR, message, fix=_FIX)

    def _warn_of_threads(self, workers: Iterable[Mapping[str, Any]]) -> None:
        many = [each["name"] for each in workers if each["nthreads"] > 1]
        if many and "threads" not in self._told:
            self._told.add("threads")
            _log.warning(
                "a worker speaks one sentence at a time, and some have more threads than one: "
                "start them with --nworkers auto --nthreads 1 to use all their cores"
            )
