"""The whole check: what takes a while is done, in parallel and once, and then everything is looked at.

`check` is part of the program's Python interface.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish import dist, pipeline
from cjpublish.checks.results import Examination
from cjpublish.errors import disk_faults
from cjpublish.examining import subjects
from cjpublish.examining.examine import examine
from cjpublish.examining.inspection import REPORT, write_report
from cjpublish.examining.running import run, todo
from cjpublish.examining.subject import Subject
from cjpublish.model import Plan, Publication
from cjpublish.narration.processes import processes, worker_faults
from cjpublish.store import Store

__all__ = ["Checked", "check"]


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
    path = Path(target).expanduser().resolve()
    store = Store(cache)

    def read(root: Path) -> tuple[Publication, Plan]:
        publication = pipeline.read(root)
        return publication, pipeline.plan(publication, cache=cache).plan

    with disk_faults(path):
        subject = subjects.found(path, out, read)
    if profile:
        subject = replace(subject, profile=profile)
    wanted = {"EPUBCheck": tools, "Ace": tools, "Sound": sound, "Listening": listen}
    left = todo(subject, store, [name for name, is_wanted in wanted.items() if is_wanted])
    reasons = left.reasons
    if left:
        with disk_faults(store.folder), worker_faults(), processes(jobs) as workers:
            reasons = run(left, subject, store, workers)
    examination = examine(subject, store, reasons)
    with disk_faults(report or path):
        return Checked(examination, _told(examination, subject, store, report, path, out))


def _told(
    examination: Examination, subject: Subject, store: Store, report: Path | None, path: Path, out: Path | None
) -> Path | None:
    """Write the report where it is asked for, and beside what the program has made; return where it is."""
    if report:
        write_report(examination, subject, store, report)
    target = (out or path / "dist") if (path / "manuscript").is_dir() else path
    if not (target.is_dir() and dist.made(target)):
        return report
    with dist.opened(target) as staging:
        staging.carry_over(besides=REPORT)
        write_report(examination, subject, store, staging.path(REPORT))
        staging.add(REPORT)
    return report or target / REPORT
