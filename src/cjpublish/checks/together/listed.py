"""Whether the files are those that were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjpublish.checks.check import Check
from cjpublish.checks.together.advice import BUILD_AGAIN
from cjpublish.errors import Finding, Severity, Source

__all__ = ["CHANGED", "GONE", "unchanged"]

CHANGED = Check(
    "E91",
    "changed-since-made",
    Severity.WARNING,
    "A file is not as it was made",
    "What was changed by hand or damaged in copying was not made from the manuscript, and the next build removes it.",
    f"{BUILD_AGAIN}; to keep a change, make it in the manuscript",
    "the list SHA256SUMS in the folder of results",
)
GONE = Check(
    "E92",
    "file-gone",
    Severity.WARNING,
    "A file that was made is missing",
    "Whoever is given the folder gets less than its list promises.",
    BUILD_AGAIN,
    "the list SHA256SUMS in the folder of results",
)


def unchanged(sums: Mapping[str, str], present: Mapping[str, str], place: str) -> Iterator[Finding]:
    """Yield a finding for each file of a list of SHA-256 sums that is gone or has changed."""
    for name, sha256 in sorted(sums.items()):
        if name not in present:
            yield GONE.found(f"SHA256SUMS names {name}, which is not there", Source(f"{place}{name}"))
        elif present[name] != sha256:
            yield CHANGED.found("this file has been changed since it was made", Source(f"{place}{name}"))
