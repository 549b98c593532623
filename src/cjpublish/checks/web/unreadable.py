"""The finding for a package that can't be opened."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["unreadable"]

UNREADABLE_PACKAGE = Check(
    "W01",
    "unreadable-package",
    Severity.ERROR,
    "A package that can't be read",
    "No reading app can open it.",
    "make the file once more with the program that made it",
    "APPNOTE.TXT 6.3.10; Lightweight Packaging Format; DAISY 2.02",
)


def unreadable(why: InputError | str, place: Source | None = None) -> Iterator[Finding]:
    """Yield why a package can't be read, at its place."""
    if isinstance(why, str):
        yield UNREADABLE_PACKAGE.found(why, place)
        return
    for finding in why.findings:
        yield UNREADABLE_PACKAGE.found(finding.message, finding.source, fix=finding.fix)
