"""Who speaks and encodes: processes on this machine, a cluster's, or an executor of the caller's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = ["Workforce"]


@dataclass(frozen=True, slots=True)
class Workforce:
    """What a caller says of the workers of a build; where it says nothing, there is a process for each core."""

    jobs: int | None = None
    """How many processes."""
    executor: Executor | None = None
    """Takes their place."""
    cluster: str | None = None
    """The address of a cluster that takes their place: `dask://host:8786`."""

    @contextmanager
    def at_work(self, engines: Mapping[str, str]) -> Iterator[Executor]:
        """Offer who speaks and encodes; workers of a cluster must have these versions of the engines."""
        if self.executor:
            yield self.executor
        elif self.cluster:
            from cjpublish.narration.cluster import cluster

            with cluster(self.cluster, engines) as workers:
                yield workers
        else:
            from cjpublish.narration.processes import processes

            with processes(self.jobs) as workers:
                yield workers

    @contextmanager
    def nearby(self) -> Iterator[Executor]:
        """Offer who listens to recordings, which are files on this machine."""
        if self.executor:
            yield self.executor
        else:
            from cjpublish.narration.processes import processes

            with processes(self.jobs) as workers:
                yield workers
