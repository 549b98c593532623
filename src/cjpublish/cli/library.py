"""`cjpublish build` in a folder with a library.yaml: every publication, and the site of all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from cjpublish import library
from cjpublish.cli.terminal import Terminal, counted, duration, few, size
from cjpublish.errors import (
    DiskError,
    EngineError,
    Finding,
    InputError,
    PublishError,
    Severity,
    StrictError,
    Unfit,
)
from cjpublish.site import FOLDER

__all__ = ["run"]

_COLUMNS = ("Publication", "Folder", "Files#", "Plays#", "Size#", "News")
_ROWS = 100
"""Publications that are listed; of more only those that are not as they were."""
_WORST = (Unfit, StrictError, InputError, PublishError, EngineError, DiskError)
"""What a command can end with, the worst last."""


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Build a library; raises the worst of what went wrong, once all is told."""
    found = library.read(options.folder)
    warnings = [each for each in found.findings if each.severity is Severity.WARNING]
    if options.strict and warnings:
        raise StrictError(warnings)
    with terminal.progress():
        result = library.build(
            found,
            names=options.editions,
            voice=options.voice,
            out=options.out,
            cache=options.cache,
            jobs=options.jobs,
            strict=options.strict,
            cluster=options.executor,
        )
    if not (options.json and any(not isinstance(error, Unfit) for error in result.errors)):
        # Else they stand in the JSON alone, as those of any command that fails.
        terminal.findings((*found.findings, *_findings(result)))
    terminal.table(_title(found, result, options), _COLUMNS, list(_rows(result)))
    terminal.json(_plain(found, result))
    _end(result.errors)


def _findings(result: library.Result) -> Iterator[Finding]:
    """Yield what is told: of what is alike in many publications the first, and every fault at the end."""
    lesser = [each for built in result.built for each in (*built.findings, *built.faults) if not _is_error(each)]
    yield from few(lesser, "; each publication's dist/report.html has its own")
    for built in result.built:
        errors = [each for each in (*built.findings, *built.faults) if _is_error(each)]
        yield from few(errors, f"; {built.member.name}/dist/report.html has them all")
    for failed in result.failed:
        yield from _of(failed.error)
    yield from _of(result.refused)
    yield from result.findings


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _of(error: Exception | None) -> tuple[Finding, ...]:
    return error.findings if isinstance(error, PublishError) else ()


def _end(errors: Sequence[Exception]) -> None:
    """End the command as the worst of what went wrong would have; a bug keeps its traceback."""
    for error in errors:
        if not isinstance(error, PublishError):
            raise error
    kinds = {type(error) for error in errors}
    for kind in reversed(_WORST):
        if kind in kinds:
            raise kind(())


def _plain(found: library.Library, result: library.Result) -> dict[str, object]:
    """Return the result as JSON shows it."""
    failed = [{"member": each.member, "findings": _of(each.error)} for each in result.failed]
    findings = (*found.findings, *result.findings, *_of(result.refused))
    return {"publications": result.built, "failed": failed, "site": result.site, "findings": findings}


def _title(found: library.Library, result: library.Result, options: argparse.Namespace) -> str:
    count = counted(len(result.built) + len(result.failed), "publication")
    if result.failed:
        count = f"{len(result.failed):,} of {count} could not be built"
    elif not (any(each.fresh for each in result.built) or any(each.fresh for each in result.site)):
        count += ", nothing had changed"
    place = (options.out or Path(options.folder) / "dist") / FOLDER
    site = f"is in {place.as_posix()}" if result.site else "was left alone"
    return f"{found.settings.title}: {count}; the library's site {site}{':' if result.built else ''}"


def _rows(result: library.Result) -> Iterator[list[str]]:
    rows = result.built
    if len(rows) > _ROWS:
        rows = tuple(each for each in rows if each.fresh)[:_ROWS]
    yield from map(_row, rows)
    if left := len(result.built) - len(rows):
        fresh = sum(bool(each.fresh) for each in result.built) - sum(bool(each.fresh) for each in rows)
        yield [f"and {left:,} more", "", "", "", "", f"new in {fresh:,} of them" if fresh else "nothing had changed"]


def _row(built: library.Built) -> list[str]:
    return [
        built.title,
        built.member.name,
        str(built.files),
        duration(built.seconds) if built.seconds else "",
        size(built.size),
        counted(built.fresh, "file") if built.fresh else "nothing had changed",
    ]
