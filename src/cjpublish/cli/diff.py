"""`cjpublish diff`: two builds beside each other."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from cjpublish.cli.terminal import Terminal
from cjpublish.comparison import Change, FileChange, compare, excerpt
from cjpublish.errors import Unsure

__all__ = ["run"]

_TITLES = {
    "about": "About it",
    "text": "Text",
    "description": "Descriptions",
    "picture": "Pictures",
    "narration": "Narration",
    "sound": "Sound",
}
_STATES = {
    "gone": "only in the old",
    "new": "only in the new",
    "changed": "changed in a way that is not compared here",
}
_MOST_INSIDE = 3


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Show what changed: `- ` is how it was, `+ ` how it is.

    Raises Unsure where a document of one of the two can't be read.
    """
    comparison = compare(options.old, options.new)
    for kind, title in _TITLES.items():
        changed = [change for change in comparison.changes if change.kind == kind]
        if changed:
            terminal.result(f"{title}: {len(changed)} changed")
            _show(changed, terminal)
    if comparison.files:
        terminal.result("Files")
        _list(comparison.files, terminal)
    for what in comparison.left:
        terminal.say(f"not compared: the {what}: only one of the two has it")
    for name in comparison.unread:
        terminal.say(f"not compared: {name}: it can't be read")
    terminal.findings(comparison.faults)
    not_compared = (*comparison.left, *comparison.unread)
    if not (comparison.changes or comparison.files or not_compared):
        terminal.say("Nothing that a reader or a listener meets has changed.")
    elif not (comparison.changes or comparison.files):
        terminal.say("Nothing has changed in what was compared.")
    terminal.json(
        {
            "changes": comparison.changes,
            "files": comparison.files,
            "not_compared": not_compared,
            "findings": comparison.faults,
        }
    )
    if comparison.unread:
        raise Unsure(())


def _show(changed: Sequence[Change], terminal: Terminal) -> None:
    place = ""
    for change in changed:
        if change.place != place:
            place = change.place
            terminal.result(f"  {place}")
        old, new = (
            excerpt(change.old, change.new) if change.kind in ("text", "description") else (change.old, change.new)
        )
        if old:
            terminal.result(f"    - {old}")
        if new:
            terminal.result(f"    + {new}")


def _list(files: Sequence[FileChange], terminal: Terminal) -> None:
    for file in files:
        terminal.result(f"  {file.name}: {_STATES[file.state]}")
        more = len(file.inside) - _MOST_INSIDE
        for name in file.inside[:_MOST_INSIDE]:
            terminal.result(f"    {name}")
        if more > 0:
            terminal.result(f"    and {more} more")
