"""What can go wrong, where, and with which exit code.

A fault is a `Finding` with the place it was found at. Modules collect findings and raise them together, so that a
publisher sees every fault of every file in one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = [
    "DiskError",
    "EngineError",
    "Finding",
    "InputError",
    "PublishError",
    "Severity",
    "Source",
    "StrictError",
    "Unfit",
    "Unsure",
    "disk_faults",
]


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Nothing is published until it is mended."""
    WARNING = "warning"
    """Published, but a reader may be worse off."""
    NOTE = "note"
    """Something was left out, cut or guessed; the publisher should know."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A place in a file of the publisher's."""

    path: str
    """The file, relative to the publication's folder where it lies inside."""
    line: int = 0
    """The line from 1; 0 where the whole file is meant."""
    column: int = 0
    """The column from 1; 0 where the whole line is meant."""

    def __str__(self) -> str:
        """Return `path:line:column` as far as it is known."""
        parts = [self.path] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a publisher should know, and how to mend it."""

    code: str
    """A short stable name, such as `unknown-key`."""
    severity: Severity
    """How much it matters."""
    message: str
    """What is wrong, in one plain sentence without its full stop."""
    source: Source | None = None
    """Where it was found."""
    fix: str = ""
    """How to mend it; empty where nothing can be advised."""

    def as_row(self) -> list[object]:
        """Return the finding as JSON values, to be stored."""
        place = [self.source.path, self.source.line, self.source.column] if self.source else None
        return [self.code, self.severity, self.message, place, self.fix]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Finding:
        """Return what `as_row` was made of."""
        code, severity, message, place, fix = row
        return cls(code, Severity(severity), message, Source(*place) if place else None, fix)

    def __str__(self) -> str:
        """Return `path:line:column: severity: message` and the hint on a line of its own."""
        place = f"{self.source}: " if self.source else ""
        hint = f"\n    hint: {self.fix}" if self.fix else ""
        return f"{place}{self.severity}: {self.message}{hint}"


class PublishError(Exception):
    """A failure that the person who ran the command can act on."""

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Hold every finding that belongs to the failure."""
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[PublishError], tuple[tuple[Finding, ...]]]:
        """Carry the findings over a process boundary."""
        return type(self), (self.findings,)


class InputError(PublishError):
    """The manuscript, its settings or the command line can't be used as they are (exit code 2)."""

    exit_code = 2


class EngineError(PublishError):
    """A voice could not speak (exit code 3); what was spoken before stays in the store."""

    exit_code = 3


class DiskError(PublishError):
    """A file could not be read or written (exit code 5)."""

    exit_code = 5


class StrictError(PublishError):
    """`--strict` was asked for and there are warnings (exit code 4)."""

    exit_code = 4


class Unfit(PublishError):  # noqa: N818  what was checked is at fault, not the program
    """What was checked is not fit to publish (exit code 1); the findings have been told."""


class Unsure(PublishError):  # noqa: N818  see above
    """Nothing was found, but not all that was wanted could be checked (exit code 2); the reasons have been told."""

    exit_code = 2


@contextmanager
def disk_faults(place: object) -> Iterator[None]:
    """Turn what the disk refuses while the block runs into a DiskError at its file, or else at `place`."""
    try:
        yield
    except OSError as error:
        source = Source(str(error.filename or place))
        finding = Finding("disk", Severity.ERROR, f"the disk refuses: {error.strerror or error}", source)
        raise DiskError([finding]) from error
