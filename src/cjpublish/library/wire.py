"""What builders say while they build, each over a connection of its own to the process that has started them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import AuthenticationError, current_process
from multiprocessing.connection import Client, Connection, Listener
from threading import Event, Thread

from cjpublish.progress import LOGGER, Step, advance

__all__ = ["Said", "listening", "telling"]

_OFTEN = 0.2
"""Seconds between two messages about one stage: a person reads no faster."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a builder has said."""

    builder: int
    """Which of them."""
    step: Step | None = None
    """What it is at."""
    warning: tuple[str, int, str] | None = None
    """What was logged: the logger's name, the level and the message."""


@contextmanager
def listening(heard: Callable[[Said], None]) -> Iterator[str]:
    """Listen to builders while the block runs, in threads; give the address at which they are heard.

    A builder that has ended is heard once more, saying nothing.
    """
    listener, is_over = Listener(authkey=current_process().authkey), Event()
    Thread(target=_accept, args=(listener, is_over, heard), daemon=True).start()
    try:
        yield str(listener.address)
    finally:
        is_over.set()
        with suppress(OSError, EOFError):
            _connected(str(listener.address)).close()  # its accepting thread wakes up, and ends
        listener.close()


@contextmanager
def telling(address: str, name: str) -> Iterator[None]:
    """Have all that is logged about a publication while the block runs heard at an address."""
    teller, package = _Teller(_line(address), name), logging.getLogger("cjpublish")
    package.addHandler(teller)
    LOGGER.addHandler(teller)
    LOGGER.setLevel(logging.INFO)
    advance("read", 0, 1)
    try:
        yield
    finally:
        LOGGER.removeHandler(teller)
        package.removeHandler(teller)


class _Teller(logging.Handler):
    def __init__(self, line: Connection, name: str) -> None:
        super().__init__()
        self._line, self._name = line, name
        self._stage, self._due = "", 0.0

    def emit(self, record: logging.LogRecord) -> None:
        fields = vars(record)
        if record.name != LOGGER.name:
            self._send((record.name, record.levelno, f"{self._name}: {record.getMessage()}"))
        elif "stage" in fields and (fields["stage"] != self._stage or time.monotonic() >= self._due):
            self._stage, self._due = fields["stage"], time.monotonic() + _OFTEN
            self._send(Step(self._name, self._stage, fields["done"], fields["total"]))

    def _send(self, message: object) -> None:
        with suppress(OSError):  # nobody listens any more
            self._line.send(message)


@cache
def _line(address: str) -> Connection:
    return _connected(address)


def _connected(address: str) -> Connection:
    return Client(address, authkey=current_process().authkey)


def _accept(listener: Listener, is_over: Event, heard: Callable[[Said], None]) -> None:
    number = 0
    while not is_over.is_set():
        try:
            line = listener.accept()
        except (AuthenticationError, EOFError):
            continue
        except OSError:  # it is closed
            return
        number += 1
        Thread(target=_follow, args=(line, number, heard), daemon=True).start()


def _follow(line: Connection, number: int, heard: Callable[[Said], None]) -> None:
    with line, suppress(EOFError, OSError):
        while True:
            message = line.recv()
            heard(Said(number, step=message) if isinstance(message, Step) else Said(number, warning=message))
    heard(Said(number))
