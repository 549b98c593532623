"""Workers on other machines: a Dask cluster, reached through its scheduler."""

from __future__ import annotations

import asyncio
import sys
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cjpublish.errors import Finding, InputError, Severity
from cjpublish.narration.remote import Remote
from cjpublish.narration.roster import Roster

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["cluster"]

_PROTOCOLS = {"dask": "tcp", "tcp": "tcp", "tls": "tls"}
_PORT = 8786
_CONNECT = 10.0
"""Seconds in which a scheduler answers."""
_SILENT = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"none": {"class": "logging.NullHandler"}},
    "loggers": {name: {"handlers": ["none"], "propagate": False} for name in ("distributed", "tornado", "bokeh")},
}
_SETTINGS = {
    # A chapter's sound goes along with its job, as bytes: that's what large graphs are here.
    "distributed.admin.large-graph-warning-threshold": "1 TiB",
    # A result that could not be fetched is fetched again.
    "distributed.comm.retry.count": 5,
}


@contextmanager
def cluster(address: str, engines: Mapping[str, str]) -> Iterator[Remote]:
    """Offer a cluster's workers, left again at the end; `address` is the scheduler's, `dask://host:port` (or `tls://`).

    `engines` are those that a build needs, by name, with their versions here. Raises InputError where there is no such
    cluster, and PublishError naming each worker that has other versions than this machine.
    """
    scheduler = _scheduler(address)
    with ExitStack() as stack:
        stack.enter_context(_quietly())
        remote = Remote(partial(_connected, scheduler), Roster(engines))
        stack.push(lambda kind, *_: remote.shutdown(cancel_futures=kind is not None))
        yield remote


def _scheduler(address: str) -> str:
    """Return a scheduler's address as Dask writes it."""
    parts = urlsplit(address)
    try:
        port = parts.port or _PORT
    except ValueError:
        port = 0
    if parts.scheme not in _PROTOCOLS or not parts.hostname or not port or parts.path.strip("/"):
        message = f"'{address}' is no address of a cluster"
        fix = "write it as dask://host:port, such as dask://scheduler:8786"
        raise InputError([Finding("cluster-address", Severity.ERROR, message, fix=fix)])
    if find_spec("distributed") is None:
        message = "to work on a cluster, Dask is needed"
        raise InputError([Finding("cluster-missing", Severity.ERROR, message, fix="pip install 'cjpublish[cluster]'")])
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{_PROTOCOLS[parts.scheme]}://{host}:{port}"


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep Dask from writing to the terminal while the block runs; whoever uses it himself keeps his own loggers."""
    import dask.config

    if "distributed" not in sys.modules:  # it sets up its loggers when it is imported
        dask.config.set({"distributed.logging": _SILENT})
    from distributed.versions import VersionMismatchWarning

    with dask.config.set(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore", VersionMismatchWarning)
        yield


def _connected(scheduler: str) -> Client:
    from distributed import Client

    try:
        with ThreadPoolExecutor(1) as aside:  # whoever calls may have a loop of his own
            aside.submit(asyncio.run, _greeted(scheduler)).result()
        return Client(scheduler, timeout=_CONNECT, set_as_default=False, name="cjpublish")
    except (OSError, ImportError, TypeError, ValueError, RuntimeError) as error:
        message = f"no Dask scheduler answers at {scheduler}"
        fix = f"start one with: dask scheduler ({str(error).splitlines()[0] if str(error) else type(error).__name__})"
        raise InputError([Finding("cluster-unreachable", Severity.ERROR, message, fix=fix)]) from error


async def _greeted(scheduler: str) -> None:
    """Find out whether anybody answers: a client would wait for ever where a port is open and nothing comes from it."""
    from distributed import Security
    from distributed.comm.core import connect

    options = Security().get_connection_args("client")
    comm = await asyncio.wait_for(connect(scheduler, timeout=_CONNECT, **options), 2 * _CONNECT)
    comm.abort()
