"""What the report says in its own words: plain English, all in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cjpublish import amounts
from cjpublish.amounts import counted
from cjpublish.amounts import duration as length
from cjpublish.errors import Severity

__all__ = [
    "ALTERNATIVE",
    "CLAIMS",
    "DESCRIPTION",
    "FINDINGS",
    "HOLDS",
    "SEVERITIES",
    "and_so_on",
    "counted",
    "decibels",
    "ended",
    "length",
    "percent",
    "sentence",
    "size",
]

SEVERITIES: Mapping[Severity, tuple[str, str, str]] = {
    Severity.ERROR: ("error", "Errors", "Nothing should be published until these are mended."),
    Severity.WARNING: ("warning", "Warnings", "It can be published, but some readers will be worse off."),
    Severity.NOTE: ("note", "Notes", "Good to know; nothing has to be done."),
}
"""What one is called, the heading, and what it means, the worst first."""
FINDINGS = "Nothing was found in what was checked."
CLAIMS = (
    "What the editions say of themselves in their metadata, and what in the editions bears it out. "
    "Bookshops, libraries and reading apps show this to readers."
)
HOLDS: Mapping[bool | None, str] = {True: "yes", False: "no", None: "only a person can tell"}
ALTERNATIVE = "Alternative text"
DESCRIPTION = "Description"
_MINUS = "\u2212"
_NO_BREAK = "\u00a0"
_PLAIN_WORD = re.compile(r"[a-z]+(?=[\s,’']|$)")


def and_so_on(parts: Sequence[str]) -> str:
    """Join parts as `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def decibels(value: float | None, unit: str = "") -> str:
    """Return a level with one decimal and a true minus sign; `silent` where there is none."""
    if value is None:
        return "silent"
    shown = f"{value:.1f}".replace("-0.0", "0.0").replace("-", _MINUS)
    return f"{shown}{_NO_BREAK}{unit}" if unit else shown


def size(count: int) -> str:
    """Return bytes in kB or MB, on one line."""
    return amounts.size(count).replace(" ", _NO_BREAK)


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal."""
    return f"{100 * share:.1f}{_NO_BREAK}%"


def sentence(words: str) -> str:
    """Return words as a sentence: a capital at its start, where that is a plain word, and a full stop at its end."""
    plain = _PLAIN_WORD.match(words)
    return ended(f"{words[:1].upper()}{words[1:]}" if plain and plain[0] != "cjpublish" else words)


def ended(words: str) -> str:
    """Return words with a full stop, unless they end with a mark of their own."""
    stripped = words.strip()
    return f"{stripped}." if stripped and not stripped.endswith((".", "?", "!", "…")) else stripped
