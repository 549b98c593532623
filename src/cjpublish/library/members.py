"""What a library is made of, as far as library.yaml and the disk say it: no publication is read for it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.readers import READERS
from cjpublish.settings.library import LibrarySettings, load

__all__ = ["Library", "Member", "placed", "read"]


@dataclass(frozen=True, slots=True)
class Member:
    """A publication of a library, before it is read."""

    folder: Path
    """Where it lies."""
    name: str
    """The same, relative to the library's folder, with forward slashes."""
    size: int
    """Bytes of its text: about how much work it is."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder with a library.yaml that has no fault."""

    root: Path
    """The folder."""
    settings: LibrarySettings
    """What library.yaml says."""
    members: tuple[Member, ...]
    """In the order of the settings."""
    findings: tuple[Finding, ...]
    """What library.yaml leaves out."""


def read(folder: str | Path = ".") -> Library:
    """Read library.yaml and look where its publications lie; their own files are read when they are built.

    Raises InputError with every fault of library.yaml at once.
    """
    root = Path(folder).expanduser().resolve()
    findings: list[Finding] = []
    settings = load(root, findings)
    if settings is None or any(each.severity is Severity.ERROR for each in findings):
        raise InputError(findings)
    members = (Member(each, each.relative_to(root).as_posix(), _size(each)) for each in settings.folders)
    return Library(root, settings, tuple(members), tuple(findings))


def placed(member: Member, finding: Finding) -> Finding:
    """Return a finding of a publication with its place relative to the library's folder."""
    source = finding.source or Source("")
    if Path(source.path).is_absolute() or not (member.folder / source.path.partition("/")[0]).exists():
        return finding  # it is in no file of the publication's
    return replace(finding, source=replace(source, path=f"{member.name}/{source.path}".rstrip("/")))


def _size(folder: Path) -> int:
    total = 0
    with suppress(OSError), os.scandir(folder / "manuscript") as files:  # a fault here is told where it is read
        for each in files:
            if Path(each.name).suffix in READERS:
                total += each.stat().st_size
    return total
