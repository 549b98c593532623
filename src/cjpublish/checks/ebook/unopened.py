"""E-books that can't be opened at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cjpublish.checks.check import Check
from cjpublish.errors import Finding, Severity

__all__ = ["unopened"]

UNOPENED = Check(
    "E02",
    "unopened",
    Severity.ERROR,
    "The e-book can't be opened",
    "What can't be opened here can't be opened by anybody, or is made to harm whoever opens it.",
    "make or get the e-book once more",
    "EPUB 3.3, 4 Open Container Format (OCF)",
)


def unopened(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what `artifacts.ebook.opened` could not get past under the check's code."""
    for finding in findings:
        yield UNOPENED.found(finding.message, finding.source, fix=finding.fix)
