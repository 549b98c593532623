"""The connection to a cluster's scheduler, which may go away and come back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from cjpublish.errors import Finding, InputError, PublishError, Severity
from cjpublish.narration.processes import RESUME

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Connection"]

_log = logging.getLogger(__name__)


class Connection:
    """A client of a scheduler, and after a loss another one."""

    def __init__(self, connect: Callable[[], Client]) -> None:
        """Connect; raises InputError where no scheduler answers."""
        self._connect = connect
        self._is_lost = False
        self._use(connect())

    @property
    def is_lost(self) -> bool:
        """Whether it has to be renewed before anything can be sent."""
        return self._is_lost or self.client.status != "running"

    def send(self, job: Callable[..., Any], *arguments: object, workers: Iterable[str]) -> Future[Any]:
        """Have a call done by one of these workers; raises OSError or RuntimeError where the connection is lost."""
        given: Future[Any] = self._pool.submit(job, *arguments, workers=sorted(workers))
        return given

    def lose(self) -> None:
        """Take note that the scheduler does not answer."""
        self._is_lost = True

    def renew(self, patience: float, is_wanted: Callable[[], bool]) -> None:
        """Connect again, as soon as that is possible; without success where it is no longer wanted.

        Raises PublishError where the scheduler has not come back after `patience` seconds.
        """
        _log.warning("the connection to the cluster's scheduler is lost; waiting %d seconds for it", patience)
        self.lose()
        self.close()
        deadline = monotonic() + patience
        while self._is_lost and is_wanted():
            try:
                self._use(self._connect())
                self._is_lost = False
            except InputError as error:
                if monotonic() > deadline:
                    message = "the cluster's scheduler has gone and not come back"
                    raise PublishError([Finding("cluster-lost", Severity.ERROR, message, fix=RESUME)]) from error

    def close(self) -> None:
        """Leave the scheduler."""
        with suppress(OSError, RuntimeError):
            self.client.close()

    def _use(self, client: Client) -> None:
        self.client = client
        self._pool = client.get_executor(pure=False)
