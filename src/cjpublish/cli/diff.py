"""`cjpublish diff`: two builds beside each other."""

from __future__ import annotations

import argparse

from cjpublish.cli.terminal import Terminal
from cjpublish.comparison import Change, compare

__all__ = ["run"]

_TITLES = {
    "about": "About it",
    "text": "Text",
    "description": "Descriptions",
    "picture": "Pictures",
    "narration": "Narration",
    "sound": "Sound",
}


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Show what changed: `- ` is how it was, `+ ` how it is."""
    comparison = compare(options.old, options.new)
    for kind, title in _TITLES.items():
        changed = [change for change in comparison.changes if change.kind == kind]
        if changed:
            terminal.result(f"{title}: {len(changed)} changed")
            _show(changed, terminal)
    for what in comparison.left:
        terminal.say(f"not compared: the {what}: only one of the two has it")
    if not comparison.changes:
        terminal.say("Nothing that a reader or a listener meets has changed.")
    terminal.json({"changes": comparison.changes, "not_compared": comparison.left})


def _show(changed: list[Change], terminal: Terminal) -> None:
    place = ""
    for change in changed:
        if change.place != place:
            place = change.place
            terminal.result(f"  {place}")
        if change.old:
            terminal.result(f"    - {change.old}")
        if change.new:
            terminal.result(f"    + {change.new}")
