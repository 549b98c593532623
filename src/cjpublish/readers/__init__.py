"""The readers of manuscript files: where each is found, and the one collector that goes from file to file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish import registry
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Chapter, Resource

if TYPE_CHECKING:
    from cjpublish.settings import Picture

__all__ = ["READERS", "Reading", "read", "resolve", "use_picture"]

READERS = {".md": "cjpublish.readers.markdown:read"}

_LONGEST = 240
"""Characters of a path that a file system is asked for."""


@dataclass(slots=True)
class Reading:
    """What is known and found while the files of one publication are read in their order."""

    root: Path
    """The publication's folder."""
    language: str
    """BCP 47."""
    pictures: Mapping[str, Picture]
    """What is said about each picture, by its path relative to manuscript/."""
    findings: list[Finding]
    """Every fault, warning and note, in the order they were met."""
    anchors: dict[str, Source] = field(default_factory=dict)
    """Every id that is taken in the publication, and where."""
    links: list[tuple[str, Source]] = field(default_factory=list)
    """Internal targets that `resolve` makes sure of: `#id`, `manuscript/file.md` or `manuscript/file.md#id`."""
    files: dict[str, str] = field(default_factory=dict)
    """The id of each file's first chapter, by the file's path relative to the root."""
    resources: dict[str, Resource] = field(default_factory=dict)
    """The pictures that are used, by path."""
    missing: set[str] = field(default_factory=set)
    """The paths of pictures that are used and have no file, only what is said of them."""
    pages: dict[str, Source] = field(default_factory=dict)
    """The labels of the printed edition's pages, and where each begins first."""
    figures: int = 0
    """How many numbered figures there are so far."""
    reported: set[Finding] = field(default_factory=set)
    """The findings of the readers: a picture that is used twice has its texts read twice, and is reported once."""

    def has_file(self, path: str) -> bool:
        """Tell whether there is a file at a written path relative to the root, whatever characters the path has."""
        return len(path) <= _LONGEST and "\0" not in path and (self.root / path).is_file()

    def fault(self, code: str, message: str, source: Source | None, fix: str = "") -> None:
        """Note what stops the publication."""
        self.report(Finding(code, Severity.ERROR, message, source, fix))

    def warn(self, code: str, message: str, source: Source | None, fix: str = "") -> None:
        """Note what leaves a reader worse off."""
        self.report(Finding(code, Severity.WARNING, message, source, fix))

    def report(self, finding: Finding) -> None:
        """Note a finding, once."""
        if finding not in self.reported:
            self.reported.add(finding)
            self.findings.append(finding)


def read(path: Path, reading: Reading) -> tuple[Chapter, ...]:
    """Read a file with the reader of its suffix.

    What is wrong goes to `reading.findings`; the chapters that could be read are returned all the same.
    """
    suffix = path.suffix.lower()
    # Looking for plug-ins takes longer than reading a chapter.
    if suffix not in READERS and suffix not in (known := registry.names("cjpublish.readers", READERS)):
        place = Source(name_in(reading.root, path))
        what = f"no reader knows files that end in '{suffix}'" if suffix else "this file's name has no ending"
        reading.fault("unknown-format", what, place, f"known are {', '.join(known)}")
        return ()
    reader: Callable[[Path, Reading], tuple[Chapter, ...]] = registry.load("cjpublish.readers", READERS, suffix)
    return reader(path, reading)


def name_in(root: Path, path: Path) -> str:
    """Return a file's path as the publisher knows it: relative to the root where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def resolve(chapters: tuple[Chapter, ...], reading: Reading) -> tuple[Chapter, ...]:
    """Make sure of every internal link, once all files are read; see `links.resolve`."""
    from cjpublish.readers import links

    return links.resolve(chapters, reading)


def use_picture(path: str, reading: Reading, source: Source | None = None) -> Resource | None:
    """Bring a picture along with the publication; see `pictures.use`."""
    from cjpublish.readers import pictures

    return pictures.use(path, reading, source)
