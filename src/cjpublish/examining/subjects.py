"""Finds what is to be examined at a path: a publication with what was made of it, a folder of files, or one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cjpublish import dist
from cjpublish.artifacts.kind import kind
from cjpublish.checks.together import unchanged
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.examining.inspection import REPORT, where
from cjpublish.examining.subject import File, Subject
from cjpublish.model import Plan, Publication

__all__ = ["found"]

_MOST_FILES = 10_000


def found(path: Path, out: Path | None, read: Callable[[Path], tuple[Publication, Plan]]) -> Subject:
    """Return what there is at an absolute path; `read` reads a publication's folder.

    Raises InputError where there is nothing; a manuscript that can't be read is a finding.
    """
    if path.is_file():
        return Subject(path.name, (_file(path.name, path),))
    if not path.is_dir():
        raise _nothing("there is no such file or folder", path)
    if (path / "manuscript").is_dir():
        return _publication(path, out or path / "dist", read)
    files = tuple(_files(path, ""))
    if not files:
        raise _nothing("there is nothing in this folder that can be checked", path)
    return Subject(path.name, files)


def _publication(root: Path, target: Path, read: Callable[[Path], tuple[Publication, Plan]]) -> Subject:
    target = target.expanduser().resolve()
    place = where(root, target)
    files = tuple(_files(target, place)) if dist.made(target) else ()
    present = {file.name.removeprefix(place): file.sha256 for file in files}
    sums = {name: sha256 for name, sha256 in dist.made(target).items() if name != REPORT}
    changed = tuple(unchanged(sums, present, place))
    try:
        publication, plan = read(root)
    except InputError as error:
        return Subject(root.name, files, findings=(*error.findings, *changed))
    profile = publication.narration.loudness
    return Subject(publication.metadata.title, files, publication, plan, changed, profile)


def _files(folder: Path, prefix: str) -> Iterator[File]:
    """Yield what the program has made in a folder, or every file of one that is not the program's own."""
    listed = dist.made(folder)
    names = listed or [path.relative_to(folder).as_posix() for path in _walked(folder)]
    for name in sorted(names):
        path = folder / name
        if name != REPORT and path.is_file():
            yield _file(f"{prefix}{name}", path)


def _walked(folder: Path) -> list[Path]:
    every = (path for path in sorted(folder.rglob("*")) if path.is_file())
    plain = (path for path in every if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    listed = [path for _, path in zip(range(_MOST_FILES + 1), plain, strict=False)]
    if len(listed) > _MOST_FILES:
        raise _nothing(f"this folder holds more than {_MOST_FILES} files", folder)
    return listed


def _file(name: str, path: Path) -> File:
    shown = name.encode(errors="surrogateescape").decode(errors="replace")  # a name need not be text
    return File(shown, path, dist.checksum(path), kind(path))


def _nothing(message: str, path: Path) -> InputError:
    fix = "name a publication's folder, a folder of finished files, or one file"
    return InputError([Finding("nothing-to-check", Severity.ERROR, message, Source(str(path)), fix)])
