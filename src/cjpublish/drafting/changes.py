"""What drafting itself changed or left out, summed up: one finding a kind, however often it happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cjpublish.draft import Cut
from cjpublish.errors import Finding, Severity

__all__ = ["Changes"]


@dataclass(slots=True)
class Changes:
    """Grows while a draft is made fit for a manuscript."""

    counts: Counter[str] = field(default_factory=Counter)
    """How often each change was made, by what is said of it."""
    cuts: list[Cut] = field(default_factory=list)
    """Text that no manuscript can hold."""

    def note(self, message: str, times: int = 1) -> None:
        """Count a change; `message` is a plain sentence without its full stop."""
        if times:
            self.counts[message] += times

    def cut(self, reason: str, text: str) -> None:
        """Keep text that has to be left out."""
        self.cuts.append(Cut(reason, text))

    def findings(self) -> tuple[Finding, ...]:
        """Return a note for each kind of change, in the order in which they were first made."""
        return tuple(
            Finding("changed", Severity.NOTE, message if times == 1 else f"{message} ({times} times)")
            for message, times in self.counts.items()
        )
