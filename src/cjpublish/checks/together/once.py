"""The same told of several files, told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cjpublish.errors import Finding

__all__ = ["told_once"]

_NAMED = 3
"""Other files with the same fault that are named."""


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what is found in several files in the same words once, at the first of them, with the names of others."""
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.code, finding.message), []).append(finding)
    for first, *others in places.values():
        names = [other.source.path for other in others if other.source]
        also = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        yield replace(first, message=f"{first.message}; also in {also}" if names else first.message)
