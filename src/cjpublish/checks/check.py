"""What a check is: one thing that can be wrong, why it matters, how to mend it, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from cjpublish.errors import Finding, Severity, Source

__all__ = ["Check"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong with a publication; it stands in the module that looks for it."""

    code: str
    """The letter of its family (a key of `FAMILIES`) and two digits: `E12`. Never used for anything else again."""
    name: str
    """A short stable name, such as `dead-link`; unique. What reading finds under this name is told under the code."""
    severity: Severity
    """How much a finding matters, as a rule."""
    title: str
    """What is wrong, in a few words: a heading in docs/checks.md."""
    why: str
    """Whom it harms and how, in one or two plain sentences."""
    fix: str
    """How to mend it, in one plain sentence."""
    clause: str
    """The clause or guideline behind it, such as `WCAG 2.2, 1.1.1 Non-text Content (A)`."""

    def found(
        self, message: str, source: Source | None = None, *, fix: str = "", severity: Severity | None = None
    ) -> Finding:
        """Return the check's finding: `message` is one plain sentence without its full stop."""
        return Finding(self.code, severity or self.severity, message, source, fix or self.fix)
