"""`cjpublish serve`: the site on this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish.cli.commands import COMMANDS
from cjpublish.cli.terminal import Terminal
from cjpublish.errors import Finding, InputError, Severity, Unfit
from cjpublish.settings.library import is_library
from cjpublish.site import FOLDER

if TYPE_CHECKING:
    from cjpublish.serving import Built

__all__ = ["run"]

_NEEDED = frozenset({"anyio", "starlette", "uvicorn", "watchfiles"})


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Serve the site, built first where there is none; Ctrl-C is how this ends, and no fault.

    Where the manuscript is watched, its first build is as any other: its faults are told, and may be mended.

    Raises InputError where the server is not installed, its port is taken, or no site is made.
    """
    try:
        from cjpublish import serving
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        message, fix = "what shows a site on this machine is not installed", "run: pip install 'cjpublish[serve]'"
        raise InputError([Finding("extra-missing", Severity.ERROR, message, fix=fix)]) from error
    folder = options.folder.expanduser().resolve()
    site = (options.out or folder / "dist").expanduser().resolve() / FOLDER
    if not options.reload or not (is_library(folder) or (folder / "manuscript").is_dir()):
        _make_sure(site, options)
    with serving.listening(options.host, options.port) as listener:
        if options.port is None and listener.getsockname()[1] != serving.PORT:
            terminal.say(f"Port {serving.PORT} is taken by another program, so this is the next free one.")
        _tell(serving.addresses(listener), site, options, terminal)
        with suppress(KeyboardInterrupt):
            if options.reload:
                wanted = serving.Build(folder, _words(options))
                serving.serve_and_reload(site, listener, wanted, _begun(terminal), _ended(terminal))
            else:
                serving.serve(site, listener)
    terminal.say("Stopped.")


def _make_sure(site: Path, options: argparse.Namespace) -> None:
    """Build where there is no site; what is found unfit on the way is told, and can be looked at all the same."""
    from cjpublish.serving import missing

    if not missing(site):
        return
    wanted = argparse.Namespace(**vars(options), editions=[], voice=None, executor=None, strict=False)
    with suppress(Unfit):
        COMMANDS["build"](wanted, Terminal(quiet=options.quiet or options.json, as_json=False))
    if lacking := missing(site):
        raise InputError(lacking)


def _words(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the words of this command that a build understands too."""
    named = {"--out": options.out, "--cache": options.cache, "--jobs": options.jobs}
    words = [word for name, value in named.items() if value is not None for word in (name, str(value))]
    return (*words, "--quiet") if options.quiet or options.json else tuple(words)


def _tell(addresses: Sequence[str], site: Path, options: argparse.Namespace, terminal: Terminal) -> None:
    terminal.say(f"Showing {site}. Stop with Ctrl-C.")
    if len(addresses) > 1:
        terminal.say("Whoever is in your network can read it. The second address is for them, or for your phone.")
    if options.reload:
        terminal.say("It is built again whenever a file of the manuscript is saved, and open pages follow.")
    for address in addresses:
        terminal.result(address)
    terminal.json({"addresses": addresses, "folder": site})


def _begun(terminal: Terminal) -> Callable[[], None]:
    return lambda: terminal.say("Building …")


def _ended(terminal: Terminal) -> Callable[[Built], None]:
    def ended(built: Built) -> None:
        terminal.findings(built.untold)
        state = "Built" if built.is_done else "Not built: the pages stay as they were until this is mended"
        terminal.say(f"{state} ({built.seconds:.1f} s).")

    return ended
