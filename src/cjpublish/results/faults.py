"""Why results can't go where they shall."""

from __future__ import annotations

from pathlib import Path

from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["refused"]


def refused(message: str, place: Path, fix: str = "") -> InputError:
    """Return an error about the place that was named for results, or about something in it."""
    return InputError([Finding("out", Severity.ERROR, message, Source(str(place)), fix)])
