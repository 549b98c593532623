"""Finds what is to be examined at a path: a publication with what was made of it, a folder of files, or one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from cjpublish import dist
from cjpublish.artifacts.kind import kind
from cjpublish.checks.results import Unchecked
from cjpublish.checks.together import unchanged
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.examining.inspection import REPORT, is_examined, where
from cjpublish.examining.subject import File, Subject
from cjpublish.model import Plan, Publication
from cjpublish.settings.library import is_library, one_by_one

__all__ = ["found"]

_MOST_FILES = 10_000
_NEITHER = "this is neither a file nor a folder"


def found(path: Path, out: Path | None, read: Callable[[Path], tuple[Publication, Plan | None]]) -> Subject:
    """Return what there is at an absolute path; `read` reads a publication's folder, whose results are in `out`.

    It returns no plan where nothing is narrated.

    Raises InputError where there is nothing, or a library; a manuscript that can't be read is a finding, and a file
    that can't be read is said to be unchecked.
    """
    if (path / "manuscript").is_dir():
        return _publication(path, out, read)
    if is_library(path):
        raise one_by_one(path, "check its publications one by one", "cjpublish check")
    if out:
        raise _nothing("--out is for a publication's folder, and there is no manuscript here", path)
    if path.is_dir():
        subject = _folder(path, "")
        if not (subject.files or subject.unchecked):
            raise _nothing("there is nothing in this folder that can be checked", path)
        return subject
    if path.is_file():
        return Subject(path.name, (_file(path.name, path),))
    raise _nothing(_NEITHER, path)


def _listed(folder: Path) -> Mapping[str, str]:
    """Return what the program has made in a folder: SHA-256 by name; nothing where the list is not its own."""
    try:
        return dist.made(folder)
    except (InputError, OSError):
        return {}


def _publication(root: Path, out: Path | None, read: Callable[[Path], tuple[Publication, Plan | None]]) -> Subject:
    target = (out or root / "dist").expanduser().resolve()
    if out and not target.is_dir():
        raise _nothing("there is no such folder of results", target)
    made = _folder(target, where(root, target)) if target.is_dir() else Subject(root.name, ())
    try:
        publication, plan = read(root)
    except InputError as error:
        return replace(made, title=root.name, findings=(*error.findings, *made.findings))
    profile = publication.narration.loudness
    return replace(made, title=publication.metadata.title, publication=publication, plan=plan, profile=profile)


def _folder(folder: Path, prefix: str) -> Subject:
    """Return what the program has made in a folder, or every file of one that is not the program's own."""
    sums = {name: sha256 for name, sha256 in _listed(folder).items() if is_examined(name)}
    names, closed = (sorted(sums), []) if sums else _walked(folder)
    files, unread = [], [_unread(prefix, folder, error) for error in closed]
    for name in names:
        path = folder / name
        try:
            if path.is_file():
                files.append(_file(f"{prefix}{name}", path))
            elif not sums:  # what is missing of a list is a finding
                unread.append(Unchecked(f"{prefix}{name}", *_odd(path), is_file=True))
        except OSError as error:
            unread.append(_unread(prefix, folder, error, name))
    present = {file.name.removeprefix(prefix): file.sha256 for file in files}
    unseen = [each.what.removeprefix(prefix) for each in unread]
    present |= {name: sums[name] for name in unseen if name in sums}
    changed = tuple(unchanged(sums, present, prefix))
    results = folder if sums else None
    return Subject(folder.name, tuple(files), findings=changed, unchecked=tuple(unread), results=results)


def _walked(folder: Path) -> tuple[list[str], list[OSError]]:
    """Return the names of all in a folder and below, but for folders and hidden files; and folders that stay shut."""
    names: list[str] = []
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (here / name).is_symlink()]  # they are not followed
        inside = (name for name in (*files, *links) if not name.startswith("."))
        names += [(here / name).relative_to(folder).as_posix() for name in inside]
        if len(names) > _MOST_FILES:
            raise _nothing(f"this folder holds more than {_MOST_FILES} files", folder)
    return sorted(name for name in names if name not in (REPORT, dist.SUMS)), closed


def _odd(path: Path) -> tuple[str, str]:
    """Say why something in a folder is not looked at, and what to do."""
    if path.is_dir():
        return "it is a link to a folder, which is not followed", "check that folder by itself"
    if path.is_symlink() and not path.exists():
        return "this link leads nowhere", "put the file in its place, or delete the link"
    return _NEITHER, "delete it, or put a file in its place"


def _unread(prefix: str, folder: Path, error: OSError, name: str = "") -> Unchecked:
    place = name or Path(error.filename).relative_to(folder).as_posix() + "/"
    reason = f"it can't be read: {error.strerror or error}"
    return Unchecked(f"{prefix}{place}", reason, "see that it is whole and that you may read it", is_file=True)


def _file(name: str, path: Path) -> File:
    return File(name, path, dist.checksum(path), kind(path))


def _nothing(message: str, path: Path) -> InputError:
    fix = "name a publication's folder, a folder of finished files, or one file"
    return InputError([Finding("nothing-to-check", Severity.ERROR, message, Source(str(path)), fix)])
