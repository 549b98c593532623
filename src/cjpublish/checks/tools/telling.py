"""What a program says, turned into findings: the worst first, and not more than a person reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjpublish.errors import Finding, Severity

__all__ = ["told"]

_MOST = 20
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def told(tool: str, found: Iterable[Finding], name: str) -> tuple[Finding, ...]:
    """Return the first 20 findings by severity, and one that says how many more there are."""
    ordered = sorted(found, key=lambda finding: _ORDER[finding.severity])
    shown, left = ordered[:_MOST], ordered[_MOST:]
    if left:
        more = f"{tool} has {len(left)} more to say of {name}"
        shown.append(replace(left[0], message=more, fix=f"mend these first, or ask {tool} itself for the whole list"))
    return tuple(shown)
