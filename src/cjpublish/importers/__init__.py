"""The importers: one file or folder for each kind of source; each turns a file into a Draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from cjpublish import registry
from cjpublish.draft import Draft
from cjpublish.errors import Finding, InputError, Severity, Source

__all__ = ["IMPORTERS", "Fetch", "Original", "read", "refused"]

IMPORTERS = {
    "docx": "cjpublish.importers.docx:read",
    "epub": "cjpublish.importers.epub:read",
    "html": "cjpublish.importers.html:read",
    "md": "cjpublish.importers.markdown:read",
    "txt": "cjpublish.importers.text:read",
}
"""By kind; a plug-in of the group `cjpublish.importers` adds the ending of a file name, without its dot."""

Fetch: TypeAlias = Callable[[str], bytes]
"""Gets what an absolute http(s) address leads to; raises OSError where that fails."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file that is to be imported."""

    path: Path
    """Where it is."""
    name: str
    """How messages name it."""
    fetch: Fetch | None = None
    """How pictures are fetched from the network; None where nothing may be fetched."""
    address: str = ""
    """The web address that it was fetched from; empty for a file of the publisher's."""

    def place(self, line: int = 0, column: int = 0) -> Source:
        """Return a place in it."""
        return Source(self.name, line, column)


def refused(original: Original, code: str, message: str, fix: str = "", line: int = 0, column: int = 0) -> InputError:
    """Return the error that says why a source can't be imported."""
    return InputError([Finding(code, Severity.ERROR, message, original.place(line, column), fix)])


def read(original: Original) -> Draft:
    """Find out what kind of file a source is, by its content before its name, and read it.

    Raises InputError where it is of no known kind, or can't be read.
    """
    from cjpublish.importers import kind

    found = kind.of(original)
    reader: Callable[[Original], Draft] = registry.load("cjpublish.importers", IMPORTERS, found.name)
    draft = reader(original)
    placed = (replace(each, source=each.source or original.place()) for each in draft.findings)
    return replace(draft, findings=(*found.findings, *placed))
