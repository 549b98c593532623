"""`cjpublish check`: what was found, what was measured, and whether it is fit to publish."""

from __future__ import annotations

import argparse
from pathlib import Path

from cjpublish.checking import check
from cjpublish.checks.results import Examination
from cjpublish.cli.terminal import Terminal, counted, few
from cjpublish.errors import Finding, InputError, Severity, Source, Unfit, Unsure, disk_faults

__all__ = ["run", "verdict"]

_WORSE = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "note": tuple(Severity)}


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Check what the command line names.

    Raises Unfit where something is found at or above `--fail-on`, Unsure where something wanted could not be checked.
    """
    with terminal.progress():
        checked = check(
            options.target or options.folder,
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
    terminal.findings(few(examination.findings))
    for left in examination.unchecked:
        hint = f"\n    hint: {left.fix}" if left.fix and left.wanted else ""
        terminal.say(f"not checked: {left.what}: {left.why}{hint}")
    count = len(examination.files)
    terminal.result(f"{examination.subject}: {verdict(examination)} ({counted(count, 'file')} looked at)")
    if checked.report:
        terminal.say(f"The report: {checked.report}")
    terminal.json(examination)
    if any(finding.severity in _WORSE[options.fail_on] for finding in examination.findings):
        raise Unfit(())
    if unsure(examination):
        raise Unsure(())


def verdict(examination: Examination) -> str:
    """Return in words how fit something is to be published."""
    errors, warnings, notes = (examination.count(severity) for severity in Severity)
    if errors:
        return f"not fit to publish: {counted(errors, 'error')}, {counted(warnings, 'warning')}"
    fit = "no fault found, but not all could be checked" if unsure(examination) else "fit to publish"
    counts = [counted(warnings, "warning")] if warnings else []
    counts += [counted(notes, "note")] if notes else []
    return fit + (f", with {' and '.join(counts)}" if counts else "")


def unsure(examination: Examination) -> bool:
    """Tell whether something that was wanted could not be checked."""
    return any(left.wanted for left in examination.unchecked)


def _write_sarif(examination: Examination, path: Path) -> None:
    from cjpublish import report

    if path.is_dir():
        raise InputError([Finding("out", Severity.ERROR, "SARIF can't go here: it is a folder", Source(str(path)))])
    with disk_faults(path):
        path.write_text(report.sarif(examination), encoding="utf-8")
