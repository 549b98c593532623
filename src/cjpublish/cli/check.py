"""`cjpublish check`: what was found, what was measured, and whether it is fit to publish."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cjpublish.checking import check, free
from cjpublish.checks.results import Examination
from cjpublish.cli.terminal import Terminal, counted, few
from cjpublish.errors import InputError, PublishError, Severity, Unfit, Unsure, disk_faults
from cjpublish.report import counts, sarif, verdict

__all__ = ["run"]

_IN_REPORT, _ELSEWHERE = "; the report has them all", "; --report FILE.html shows them all"
_WORSE = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "note": tuple(Severity)}


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Check what the command line names.

    Raises Unfit where something is found at or above `--fail-on`, Unsure where something wanted could not be checked.
    """
    if options.sarif:
        free(options.sarif, b"sarif")
    with terminal.progress(), _could_not_check():
        checked = check(
            options.folder / (options.target or ""),
            out=options.out,
            profile=options.profile,
            tools=not options.no_tools,
            sound=not options.no_sound,
            listen=options.listen,
            report=options.report,
            cache=options.cache,
            jobs=options.jobs,
        )
    examination = checked.examination
    if options.sarif:
        _write_sarif(examination, options.sarif)
    terminal.findings(few(examination.findings, _IN_REPORT if checked.report else _ELSEWHERE))
    for left in examination.unchecked:
        terminal.say(f"not checked: {left.what}: {left.why}", left.fix if left.wanted else "")
    looked_at = counted(len(examination.files), "file")
    terminal.result(f"{examination.subject}: {verdict(examination)} ({looked_at} looked at; {counts(examination)})")
    if checked.report:
        terminal.say(f"The report: {checked.report}")
    terminal.json(examination)
    if any(finding.severity in _WORSE[options.fail_on] for finding in examination.findings):
        raise Unfit(())
    if any(left.wanted for left in examination.unchecked):
        raise Unsure(())


@contextmanager
def _could_not_check() -> Iterator[None]:
    """Give whatever ends a check before its end the exit code for that (2)."""
    try:
        yield
    except PublishError as error:
        raise InputError(error.findings) from error


def _write_sarif(examination: Examination, path: Path) -> None:
    with disk_faults(path):
        path.write_text(sarif(examination), encoding="utf-8")
