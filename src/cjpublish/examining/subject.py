"""What is examined: a manuscript, finished files, or both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cjpublish.checks.results import Unchecked
from cjpublish.errors import Finding
from cjpublish.model import Plan, Publication

__all__ = ["File", "Subject"]


@dataclass(frozen=True, slots=True)
class File:
    """A finished file."""

    name: str
    """How findings name it: relative to the folder that is checked."""
    path: Path
    """Where it lies."""
    sha256: str
    """Of its bytes, hexadecimal."""
    kind: str
    """A key of `artifacts.kind.KINDS`."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined."""

    title: str
    """The publication's title, else the name of the file or folder."""
    files: tuple[File, ...]
    """In the order of names."""
    publication: Publication | None = None
    """The manuscript, where there is one that can be read."""
    plan: Plan | None = None
    """What will be said of it; None where nothing is narrated."""
    findings: tuple[Finding, ...] = ()
    """What was found on the way to it."""
    profile: str = "podcast"
    """The loudness profile that sound is held against."""

    unchecked: tuple[Unchecked, ...] = ()
    """Files that can't be read."""
    results: Path | None = None
    """The folder of results that the program has made; None where it is not the program's own."""

    @property
    def language(self) -> str:
        """The publication's language; empty where there is no manuscript."""
        return self.publication.metadata.language if self.publication else ""

    @property
    def identifier(self) -> str:
        """The identifier that the manuscript gives its editions; empty where there is none."""
        return self.publication.metadata.identifier if self.publication else ""

    def timeline(self, file: File) -> File | None:
        """Return the timeline that an audio edition comes with: the same name, ending in `.timeline.json`."""
        name = f"{file.name.rpartition('.')[0]}.timeline.json"
        return next((other for other in self.files if other.name == name and other.kind == "timeline"), None)
