"""How findings name places in sound: one finding a file, with the first places where it is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.checks.check import Check
from cjpublish.checks.sound.measured import Measured, PartMeasures
from cjpublish.errors import Finding, Severity

__all__ = ["Hit", "clock", "told"]

Hit = tuple[PartMeasures, str]
"""A part, and what is so in it."""
_SHOWN = 3


def told(
    check: Check, measured: Measured, what: str, hits: Sequence[Hit], *, severity: Severity | None = None
) -> Iterator[Finding]:
    """Yield one finding that says `what` and where; none where there is no hit."""
    if not hits:
        return
    alone = len({part.locator for part, _ in hits}) == 1
    place = measured.place(hits[0][0] if alone else None)
    named = len(measured.parts) > 1 and not (alone and hits[0][0].locator)
    shown = [f"{_name(part)}{detail}" if named else detail for part, detail in hits[:_SHOWN]]
    more = f" and {len(hits) - _SHOWN} more" if len(hits) > _SHOWN else ""
    yield check.found(f"{what}: {', '.join(shown)}{more}", place, severity=severity)


def clock(part: PartMeasures, seconds: float) -> str:
    """Return a time in a part as its file counts it: `at 1:02:03.4`."""
    tenths = round((part.begin + seconds) * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    front = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"at {front}:{tenths // 10:02}.{tenths % 10}"


def _name(part: PartMeasures) -> str:
    return f"“{part.title}” " if part.title else ""
