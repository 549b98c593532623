"""The whole check: what takes a while is done, in parallel and once, and then everything is looked at.

`check` is part of the program's Python interface.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cjpublish import dist, pipeline
from cjpublish.checks.results import Examination, Unchecked
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.examining import subjects
from cjpublish.examining.examine import examine
from cjpublish.examining.inspection import REPORT, write_report
from cjpublish.examining.running import run, todo
from cjpublish.examining.subject import Subject
from cjpublish.making import loaded
from cjpublish.model import Plan, Publication
from cjpublish.narration.processes import processes, worker_faults
from cjpublish.store import Store
from cjpublish.upkeep.pruning import kept

__all__ = ["Checked", "check", "free"]

_log = logging.getLogger(__name__)
_PAGE = b"cjpublish check"
"""What stands near the beginning of every report."""
_HEAD = 4096
_ELSEWHERE = "name a file in a folder that you may write to"
_CLOSED = ("you may not read this", "ask for the right to read it, or name something else")
_TARGET = "name a publication's folder, a folder of finished files, or one file"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    examination: Examination
    """All that was found, and what could not be checked."""
    report: Path | None
    """The page that tells it; None where none was to be written."""


def check(
    target: str | Path = ".",
    *,
    out: Path | None = None,
    profile: str | None = None,
    tools: bool = True,
    sound: bool = True,
    listen: bool = False,
    report: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
) -> Checked:
    """Check whether a publication's folder, a folder of finished files or one file is fit to publish.

    `out` is the folder of a publication's results, `profile` the loudness that sound is held against (`podcast`,
    `acx`, `broadcast`; by default the publication's own), `tools` asks EPUBCheck and Ace where they are installed,
    `sound` decodes and measures all audio, `listen` has the narration recognised, `report` names a page to write; what
    cjpublish has made gets its `report.html` in any case. Raises InputError where there is nothing that can be
    checked; whatever is wrong inside is a finding.
    """
    path = _reached(Path(target))
    store = Store(cache)
    if report:
        free(report, _PAGE)

    def read(root: Path) -> tuple[Publication, Plan | None]:
        publication = pipeline.read(root)
        is_narrated = any(edition.narrated for edition in loaded(publication.editions).values())
        return publication, pipeline.plan(publication, cache=cache).plan if is_narrated else None

    with disk_faults(path):
        subject = subjects.found(path, out, read)
    if profile:
        subject = replace(subject, profile=profile)
    wanted = {"EPUBCheck": tools, "Ace": tools, "Sound": sound, "Listening": listen}
    with disk_faults(store.folder), kept(store):
        reasons = _filled(store, subject, [name for name, is_wanted in wanted.items() if is_wanted], jobs)
        examination = examine(subject, store, reasons)
    return Checked(examination, _told(examination, subject, store, report))


def free(path: Path, mark: bytes) -> None:
    """See to it that a result can be written at a path, and takes the place of nothing but an older one.

    `mark` is what such a result has near its beginning. Raises InputError.
    """
    try:
        why, fix = _taken(path, mark)
    except OSError as error:
        why, fix = error.strerror or str(error), _ELSEWHERE
    if why:
        message = f"a result can't go here: {why}"
        raise InputError([Finding("out", Severity.ERROR, message, Source(str(path)), fix)])


def _taken(path: Path, mark: bytes) -> tuple[str, str]:
    """Return why a result can't be written at a path and what to do instead; nothing where it can."""
    if path.is_dir() or not path.parent.is_dir():
        return "it is a folder" if path.is_dir() else "there is no such folder", "name a file in a folder"
    is_there = path.exists()
    if not os.access(path if is_there else path.parent, os.W_OK):
        return f"you may not write {'this file' if is_there else 'in this folder'}", _ELSEWHERE
    if is_there and not path.is_file():
        return "", ""  # a pipe or a device takes whatever comes
    if is_there:
        with path.open("rb") as file:
            if mark not in file.read(_HEAD):
                return "something else is in this file", "name a new file, or an older result"
    return "", ""


def _filled(store: Store, subject: Subject, wanted: Sequence[str], jobs: int | None) -> Mapping[str, Unchecked]:
    """Put what takes a while into the store, unless it is there; return why some of it can't be done."""
    left = todo(subject, store, wanted)
    if not left:
        return left.reasons
    with worker_faults(), processes(jobs) as workers, processes(1) as asking:
        return run(left, subject, store, workers, asking)


def _reached(target: Path) -> Path:
    """Return the absolute path of what is there and may be read; raises InputError at the path as it was typed."""
    fix = _TARGET
    try:
        path = target.expanduser().resolve()
        needed = os.R_OK | (os.X_OK if stat.S_ISDIR(path.stat().st_mode) else 0)
        if os.access(path, needed):
            return path
        why, fix = _CLOSED
    except PermissionError:
        why, fix = _CLOSED
    except (FileNotFoundError, NotADirectoryError):
        why = "this link leads nowhere" if target.is_symlink() else "there is no such file or folder"
    except (RuntimeError, OSError, ValueError) as error:
        why = f"this path leads nowhere: {error}"
    raise InputError([Finding("nothing-to-check", Severity.ERROR, why, Source(str(target)), fix)])


def _told(examination: Examination, subject: Subject, store: Store, report: Path | None) -> Path | None:
    """Write the report where it is asked for, and beside what the program has made; return where it is."""
    write = partial(write_report, examination, subject, store)
    if report:
        with disk_faults(report):
            write(report)
    if subject.results is None:
        return report
    own = subject.results / REPORT
    if report and report.resolve() == own:
        return report
    try:
        is_written = dist.amend(subject.results, REPORT, write)
    except OSError as error:
        _log.warning("%s could not be written: %s", own, error.strerror or error)
        return report
    return report or (own if is_written else None)
