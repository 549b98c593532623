"""An executor that does each job where it is asked for, for a process that is itself one of many workers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

__all__ = ["Here"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Here(Executor):
    """Every job is done in this process before `submit` returns, so there is never more than one."""

    shares_store = True
    """Jobs read the same store as who asks for them."""
    slots = 1
    """Jobs that are worth handing over at once."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Call a function; return its result, or what it raised, as a Future that is done."""
        done: Future[_T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it belongs to who asks for the result
            done.set_exception(error)
        return done
