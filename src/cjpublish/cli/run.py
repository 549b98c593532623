"""Carries out a parsed command and turns what goes wrong into messages and exit codes."""

from __future__ import annotations

import argparse
import logging
import signal
from contextlib import suppress
from types import FrameType

from cjpublish.cli.commands import COMMANDS
from cjpublish.cli.terminal import Terminal
from cjpublish.errors import DiskError, PublishError

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Run a command; return its exit code. What is not a PublishError is a bug and keeps its traceback."""
    terminal = Terminal(quiet=options.quiet, as_json=options.json)
    log = _Warnings(terminal)
    logging.getLogger("cjpublish").addHandler(log)
    logging.getLogger("cjpublish").setLevel(logging.INFO)
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        COMMANDS[options.command](options, terminal)
    except PublishError as error:
        return _failed(error, terminal)
    finally:
        signal.signal(signal.SIGTERM, previous)
        logging.getLogger("cjpublish").removeHandler(log)
    return 0


def _failed(error: PublishError, terminal: Terminal) -> int:
    """Tell why a command failed, or that there is no room to tell it; return the exit code."""
    try:
        terminal.failed(error.findings)
    except DiskError as full:
        with suppress(DiskError):
            terminal.failed(full.findings)
        return full.exit_code
    return error.exit_code


class _Warnings(logging.Handler):
    """Shows what modules log: things that mended themselves but that a person should know."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(logging.INFO)
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        kind = f"{record.levelname.lower()}: " if record.levelno > logging.INFO else ""
        self._terminal.say(f"{kind}{record.getMessage()}")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Treat a request to end as Ctrl-C."""
    raise KeyboardInterrupt
