"""Account: what was cut, changed and guessed while a file is read, each at its line."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjpublish.draft import Cut
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original

__all__ = ["Account"]


@dataclass(slots=True)
class Account:
    """Grows while a file is read."""

    original: Original
    """The file."""
    cuts: list[Cut] = field(default_factory=list)
    """What was left out."""
    findings: list[Finding] = field(default_factory=list)
    """What was changed or guessed, and what a person must look at."""

    def cut(self, reason: str, text: str, line: int = 0) -> None:
        """Note text that is left out; nothing where it is blank."""
        if text.strip():
            self.cuts.append(Cut(reason, text.strip(), line))

    def note(self, code: str, message: str, line: int = 0, fix: str = "") -> None:
        """Note what was changed or guessed."""
        self.findings.append(Finding(code, Severity.NOTE, message, self.original.place(line), fix))

    def warn(self, code: str, message: str, line: int, fix: str) -> None:
        """Note what a person must look at."""
        self.findings.append(Finding(code, Severity.WARNING, message, self.original.place(line), fix))
