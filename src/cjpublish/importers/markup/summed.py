"""Many findings of one kind, summed up in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cjpublish.errors import Finding, Severity, Source

__all__ = ["summed"]

_FEW = 3
"""So many of one cause are each worth a line."""
_MANY = 100
"""So many places or details of one cause are still worth being read."""


def summed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in order, those of a cause that has more than three as one, at the place of the first.

    A cause is what a message says up to its first colon; what stands behind that, and the places, are all named in the
    one that stays, up to a hundred. Equal findings count, but are never said twice where they are few.
    """
    causes: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        cause = finding.message.partition(": ")[0]
        causes.setdefault((finding.code, finding.severity, cause), []).append(finding)
    found: list[Finding] = []
    for (_, _, cause), same in causes.items():
        found.extend([_joined(cause, same)] if len(same) > _FEW else dict.fromkeys(same))
    return tuple(found)


def _joined(cause: str, same: Sequence[Finding]) -> Finding:
    details = _listed([detail for each in same if (detail := each.message.partition(": ")[2])], "; ")
    places = _places([each.source for each in same if each.source and each.source.line])
    message = f"{cause} ({len(same):,} times{places})"
    return replace(same[0], message=f"{message}: {details}" if details else message)


def _places(sources: Sequence[Source]) -> str:
    """Return lines, by the file that they are in where there are several files."""
    files: dict[str, list[str]] = {}
    for source in sources:
        files.setdefault(source.path, []).append(str(source.line))
    if len(files) > 1:
        return ", in " + _listed([f"{path} ({_listed(lines, ', ')})" for path, lines in files.items()], ", ")
    return "".join(f", in the lines {_listed(lines, ', ')}" for lines in files.values())


def _listed(parts: Sequence[str], between: str) -> str:
    """Return parts, each once, as one text."""
    own = list(dict.fromkeys(parts))
    rest = len(own) - _MANY
    return between.join(own[:_MANY]) + (f" and {rest:,} more" if rest > 0 else "")
