"""The command line: arguments in, one call of the Python interface, results and messages out.

Only this package prints: results to standard output, progress and messages to standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from cjpublish.cli.parser import parsed
from cjpublish.cli.streams import unbreakable, writing
from cjpublish.errors import DiskError

__all__ = ["main"]

_STOPPED = "Stopped. Results are whole, old or new, and what has been spoken is kept: run the same command to go on.\n"
_STOPPED_IMPORT = "Stopped. A manuscript that was there is whole: it is as it was, or the new one.\n"
_STOPPED_NARRATION = "Stopped. The manuscript is made, and what has been spoken is kept: go on with cjpublish -C {}\n"
_INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    unbreakable(sys.stdout, sys.stderr)
    try:
        options = parsed(words)
    except SystemExit:  # the help has been shown, or a word is not understood
        try:
            with writing(sys.stdout, "standard output"):
                pass  # all of it is sent off
        except DiskError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code
        raise
    try:
        from cjpublish.cli import run

        return run.run(options)
    except KeyboardInterrupt:
        if not options.quiet:
            sys.stderr.write(_stopped(options))
        return _INTERRUPTED


def _stopped(options: argparse.Namespace) -> str:
    if options.command not in ("import", "narrate"):
        return _STOPPED
    made = options.command == "narrate" and options.folder
    return _STOPPED_NARRATION.format(options.folder) if made else _STOPPED_IMPORT
