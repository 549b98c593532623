"""What a cluster's worker is asked and given: its versions, and jobs that it does only where they are the right ones.

The scheduler imports this module too, so nothing here loads a voice or an encoder before it is needed.
"""

from __future__ import annotations

import pickle
from functools import cache
from threading import Lock
from typing import Any, TypeAlias

from cjpublish import versions
from cjpublish.errors import InputError

__all__ = ["Refused", "Versions", "ask", "run"]

Versions: TypeAlias = tuple[tuple[str, str], ...]
"""What has a version and which, in an order that is the same everywhere."""

_CODE = ("alignment", "audio", "engines", "narration", "errors.py", "model.py")
_LIBRARIES = ("av", "numpy", "pocketsphinx", "pydub")
_ONE_AT_A_TIME = Lock()
"""An engine is used by one thread, and a worker of Dask may have several."""


class Refused(Exception):  # noqa: N818  the job is refused, nothing has failed
    """A worker has other versions than a job needs."""

    def __init__(self, worker: str, found: Versions) -> None:
        """Name the worker by its address, and what it has."""
        super().__init__(worker, found)
        self.worker = worker
        self.found = found


def ask(engines: tuple[str, ...]) -> Versions:
    """Return the versions of what sound depends on in this process; empty for what it lacks."""
    code = f"{versions.library('cjpublish')} ({versions.code(*_CODE)[:12]})"
    libraries = tuple((name, versions.library(name)) for name in _LIBRARIES)
    return ("cjpublish", code), *libraries, *((f"the engine {name}", _engine(name)) for name in engines)


def run(needed: Versions, engines: tuple[str, ...], packed: bytes) -> Any:
    """Do a pickled job (function, positional and named arguments) on a worker; raises Refused where versions differ."""
    found = _answer(engines)
    if found != needed:
        from distributed import get_worker

        raise Refused(get_worker().address, found)
    function, arguments, named = pickle.loads(packed)  # noqa: S301  whoever reaches a scheduler may run anything anyway
    with _ONE_AT_A_TIME:
        return function(*arguments, **named)


@cache
def _answer(engines: tuple[str, ...]) -> Versions:
    return ask(engines)


def _engine(name: str) -> str:
    from cjpublish import engines

    try:
        return engines.load(name).version
    except (InputError, ImportError):
        return ""
