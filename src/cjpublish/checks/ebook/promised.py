"""Whether a file is what its name says."""

from __future__ import annotations

from cjpublish.artifacts.kind import KINDS
from cjpublish.artifacts.kind import promised as promised_by
from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity, Source

__all__ = ["promised"]

NOT_WHAT_ITS_NAME_SAYS = Check(
    "E01",
    "not-what-its-name-says",
    Severity.ERROR,
    "A file is not what its name says",
    "Programs choose by a file's name how to open it, so nobody can read or play this one.",
    "give the file the ending of what it is, or put the right file in its place",
    "EPUB 3.3, 4.3.3 OCF ZIP container media type identification",
)
_SAME: frozenset[frozenset[str]] = frozenset(
    {frozenset(pair) for pair in (("text", "guide"), ("text", "timeline"), ("text", "page"), ("text", "captions"))}
)
"""Kinds of which one is told from the other by no more than its first words."""


def promised(name: str, kind: str) -> Finding | None:
    """Return what is wrong where a file's name promises another kind than its content, a key of KINDS, has.

    A ZIP archive that holds no package of its kind is left to whatever opens it.
    """
    expected = promised_by(name)
    if not expected or expected == kind or frozenset((expected, kind)) in _SAME:
        return None
    if expected in ("ebook", "lpf", "audiobook", "daisy202") and kind == "zip":
        return None
    message = f"its name says {KINDS[expected]}, and its content is {_what(kind)}"
    return NOT_WHAT_ITS_NAME_SAYS.found(message, Source(name))


def _what(kind: str) -> str:
    return "of no kind that is known" if kind == "unknown" else KINDS[kind]
