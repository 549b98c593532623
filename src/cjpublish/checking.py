"""The whole check: what takes a while is done, in parallel and once, and then everything is looked at.

`check` is part of the program's Python interface.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cjpublish import dist, pipeline
from cjpublish.checks.results import Examination
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.examining import subjects
from cjpublish.examining.examine import examine
from cjpublish.examining.inspection import REPORT, write_report
from cjpublish.examining.running import run, todo
from cjpublish.examining.subject import Subject
from cjpublish.model import Plan, Publication
from cjpublish.narration.processes import processes, worker_faults
from cjpublish.store import Store

__all__ = ["Checked", "check", "free"]

_log = logging.getLogger(__name__)
_PAGE = b"cjpublish check"
"""What stands near the beginning of every report."""
_HEAD = 4096


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
    path = _resolved(Path(target))
    store = Store(cache)
    if report:
        free(report, _PAGE)

    def read(root: Path) -> tuple[Publication, Plan]:
        publication = pipeline.read(root)
        return publication, pipeline.plan(publication, cache=cache).plan

    with disk_faults(path):
        subject = subjects.found(path, out, read)
    if profile:
        subject = replace(subject, profile=profile)
    wanted = {"EPUBCheck": tools, "Ace": tools, "Sound": sound, "Listening": listen}
    with disk_faults(store.folder):
        left = todo(subject, store, [name for name, is_wanted in wanted.items() if is_wanted])
        reasons = left.reasons
        if left:
            with worker_faults(), processes(jobs) as workers, processes(1) as asking:
                reasons = run(left, subject, store, workers, asking)
        examination = examine(subject, store, reasons)
    return Checked(examination, _told(examination, subject, store, report))


def free(path: Path, mark: bytes) -> None:
    """See to it that a result can be written at a path, and takes the place of nothing but an older one.

    `mark` is what such a result has near its beginning. Raises InputError.
    """
    if path.is_dir() or not path.parent.is_dir():
        message = "a result can't go here: " + ("it is a folder" if path.is_dir() else "there is no such folder")
        raise InputError([Finding("out", Severity.ERROR, message, Source(str(path)), "name a file in a folder")])
    if path.exists():
        with disk_faults(path), path.open("rb") as file:
            is_older = mark in file.read(_HEAD)
        if not is_older:
            message = "a result can't go here: something else is in this file"
            fix = "name a new file, or an older result"
            raise InputError([Finding("out", Severity.ERROR, message, Source(str(path)), fix)])


def _resolved(target: Path) -> Path:
    try:
        return target.expanduser().resolve()
    except (RuntimeError, OSError, ValueError) as error:
        message = f"this path leads nowhere: {error}"
        fix = "name a publication's folder, a folder of finished files, or one file"
        raise InputError([Finding("nothing-to-check", Severity.ERROR, message, Source(str(target)), fix)]) from error


def _told(examination: Examination, subject: Subject, store: Store, report: Path | None) -> Path | None:
    """Write the report where it is asked for, and beside what the program has made; return where it is."""
    write = partial(write_report, examination, subject, store)
    if report:
        with disk_faults(report):
            write(report)
    if subject.results is None:
        return report
    own = subject.results / REPORT
    if report and _resolved(report) == own:
        return report
    try:
        is_written = dist.amend(subject.results, REPORT, write)
    except OSError as error:
        _log.warning("%s could not be written: %s", own, error.strerror or error)
        return report
    return report or (own if is_written else None)
