"""Many findings of one kind, summed up in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjpublish.errors import Finding

__all__ = ["summed"]

_FEW = 3
"""So many of one kind are each worth a line."""


def summed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in order, those of a code that has more than three as its first, which says how many there are.

    Equal findings count, but are never said twice where they are few.
    """
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    found: list[Finding] = []
    for kind in kinds.values():
        if len(kind) > _FEW:
            found.append(replace(kind[0], message=f"{kind[0].message} (the first of {len(kind)} like it)"))
        else:
            found.extend(dict.fromkeys(kind))
    return tuple(found)
