"""What every build ends with: a look at what it has made, and the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cjpublish import dist, site, versions
from cjpublish.artifacts.kind import kind
from cjpublish.checks.results import Examination
from cjpublish.errors import Finding
from cjpublish.examining import slow
from cjpublish.examining.fast import code
from cjpublish.examining.subject import File, Subject
from cjpublish.model import Plan, Publication
from cjpublish.store import Store, digest

__all__ = ["REPORT", "inspect", "is_examined", "of_staging", "where", "write_report"]

REPORT = "report.html"
"""The page that tells what was found."""


def of_staging(publication: Publication, plan: Plan | None, staging: dist.Staging) -> Subject:
    """Return a build that is about to be put in place as what is examined."""
    place = where(publication.root, staging.target)
    names = sorted(name for name in staging.sums if is_examined(name))
    files = ((name, staging.path(name)) for name in names)
    listed = tuple(File(f"{place}{name}", path, staging.sums[name], kind(path)) for name, path in files)
    profile = publication.narration.loudness
    return Subject(publication.metadata.title, listed, publication, plan, profile=profile)


def is_examined(name: str) -> bool:
    """Say whether a file in dist/ is looked at: the report is not, nor is the site, which shows what the rest holds."""
    return name != REPORT and not name.startswith(site.FOLDER)


def inspect(subject: Subject, staging: dist.Staging, store: Store, parts: Sequence[object]) -> tuple[Finding, ...]:
    """Put a report of a build beside its editions; return what was found in them.

    `parts` are all that the manuscript's part depends on, what was found on the way included. Where nothing has changed
    nothing is looked at again.
    """
    known = slow.known(subject, store)
    made = sorted(staging.sums.items())
    key = digest("inspected", code(), versions.code("report"), parts, made, known, subject.profile)
    stored = store.get(key)
    sha256, rows = json.loads(stored) if stored else ("", [])
    if sha256 and staging.reuse(REPORT, sha256):
        return tuple(map(Finding.from_row, rows))
    from cjpublish.examining.examine import examine

    examination = examine(subject, store)
    write_report(examination, subject, store, staging.path(REPORT))
    rows = [finding.as_row() for finding in examination.findings]
    store.put(key, json.dumps([staging.add(REPORT), rows]).encode())
    return examination.findings


def write_report(examination: Examination, subject: Subject, store: Store, path: Path) -> None:
    """Write the page of an examination to a new file."""
    from cjpublish import report

    sums = {file.path: file.sha256 for file in subject.files}

    def small(picture: Path) -> bytes:
        """Return a small picture of one, or of the cover of an e-book, which may be large itself."""
        sha256 = sums.get(picture) or dist.checksum(picture)
        key = digest("thumbnail", versions.code("report"), versions.library("pillow"), sha256)
        stored = store.get(key)
        if stored is None:
            stored = report.thumbnail(picture)
            store.put(key, stored)
        return stored

    files = {file.name: file.path for file in subject.files}
    told = report.told(examination, subject.publication, subject.plan, files, small)
    path.write_text(report.page(told), encoding="utf-8")


def where(root: Path, target: Path) -> str:
    """Return what stands before the names of results: `dist/`, or nothing where they lie outside the publication."""
    return f"{target.relative_to(root).as_posix()}/" if target.is_relative_to(root) else ""
