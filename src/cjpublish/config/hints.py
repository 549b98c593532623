"""Words for messages: what was meant, and what was found."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["closest", "nearest", "shown"]

_SHOWN = 40
"""Characters of a publisher's text that a message quotes."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like `name`, whatever its case; None where none is much like it."""
    # Of paths the last part is compared: a folder in common makes no two files alike.
    names = {each.casefold().rpartition("/")[2]: each for each in known}
    close = difflib.get_close_matches(name.casefold().rpartition("/")[2], list(names), 1)
    return names[close[0]] if close else None


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint: the known name that is most like `name`, or all of them; empty where there are none."""
    names = list(known)
    close = closest(name, names)
    if close is not None:
        return f"did you mean '{close}'?"
    return f"one of {', '.join(names)}" if names else ""


def shown(text: str) -> str:
    """Return text as a message quotes it: in quotes, on one line, cut where it is long, marks for what is unseen."""
    line = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in " ".join(text.split()))
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[:_SHOWN].rstrip()}…'"
