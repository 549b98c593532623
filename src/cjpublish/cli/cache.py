"""`cjpublish cache`: what the store holds, what it shall forget, and whether it is whole."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime

from cjpublish.cli.terminal import Terminal, counted, size
from cjpublish.errors import Finding, Severity, Source, Unfit, disk_faults
from cjpublish.store import Store
from cjpublish.upkeep.limit import VARIABLE, amount, limit
from cjpublish.upkeep.pruning import held, prune
from cjpublish.upkeep.verifying import verify

__all__ = ["run"]


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Do what `cjpublish cache` was asked for; without an action, tell what the store holds."""
    store = Store(options.cache)
    with disk_faults(store.folder):
        _ACTIONS[options.action](store, options, terminal)


def _size(store: Store, _options: argparse.Namespace, terminal: Terminal) -> None:
    holdings = held(store)
    rows = [
        ["Files", f"{holdings.files:,}"],
        ["Size", size(holdings.bytes)],
        ["Limit", f"{size(holdings.limit)} ({VARIABLE} sets another)"],
        ["Last used", _when(holdings.last_used)],
        ["Longest unused", _when(holdings.longest_unused)],
    ]
    terminal.table(f"What was spoken and made of all publications is kept in {holdings.folder}:", ["What", "Now"], rows)
    times = {"last_used": holdings.last_used, "longest_unused": holdings.longest_unused}
    terminal.json({**asdict(holdings), **{name: time and time.isoformat() for name, time in times.items()}})


def _prune(store: Store, options: argparse.Namespace, terminal: Terminal) -> None:
    most = limit() if options.limit is None else amount(options.limit, "--limit")
    pruned = prune(store, most)
    gone = f"{counted(pruned.files, 'file')} ({size(pruned.bytes)}) forgotten" if pruned.files else "nothing to forget"
    terminal.say(f"{gone}, {size(pruned.left) if pruned.left else 'nothing'} kept in {store.folder}")
    terminal.json({"folder": store.folder, "limit": most, **asdict(pruned)})


def _verify(store: Store, _options: argparse.Namespace, terminal: Terminal) -> None:
    with terminal.progress():
        verified = verify(store)
    message = "was damaged and is deleted; it is made again when it is needed"
    terminal.findings([Finding("damaged", Severity.ERROR, message, Source(str(path))) for path in verified.damaged])
    left = f", {counted(verified.leftovers, 'half-written file')} deleted" if verified.leftovers else ""
    found = f"{counted(len(verified.damaged), 'file')} damaged" if verified.damaged else "all whole"
    terminal.say(f"{counted(verified.files, 'file')} ({size(verified.bytes)}) read in {store.folder}: {found}{left}")
    terminal.json({"folder": store.folder, **asdict(verified)})
    if verified.damaged:
        raise Unfit(())


def _when(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}" if time else "never"


_ACTIONS: Mapping[str | None, Callable[[Store, argparse.Namespace, Terminal], None]] = {
    None: _size,
    "size": _size,
    "prune": _prune,
    "verify": _verify,
}
