"""What a person sees: findings, tables and the bars of long work. Words carry the meaning, colour only repeats it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from cjpublish.checks import is_code
from cjpublish.errors import Finding, Severity
from cjpublish.progress import LOGGER

__all__ = ["Terminal", "counted", "duration", "few", "size"]

_STAGES = {
    "download": "Fetching",
    "recordings": "Listening to recordings",
    "speak": "Speaking",
    "assemble": "Joining chapters",
    "text editions": "Making text",
    "audio editions": "Making audio",
    "check": "Checking",
}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold"}


_MOST_OF_ONE = 10
"""Findings of one check that are shown; the report has them all."""


class Terminal:
    """Standard output for results, standard error for all else."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        """Where `quiet`, write only errors; where `as_json`, results are JSON and tables are left out."""
        self._quiet = quiet
        self._as_json = as_json
        self._out = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._err = Console(file=sys.stderr, highlight=False, soft_wrap=True)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Write findings as `file:line:column: severity: what is wrong`, each with its hint."""
        for finding in findings:
            if self._quiet and finding.severity is not Severity.ERROR:
                continue
            line = Text(f"{finding.source}: " if finding.source else "")
            line.append(f"{finding.severity}: ", _STYLES[finding.severity])
            line.append(finding.message)
            if is_code(finding.code):
                line.append(f" [{finding.code}]")
            if finding.fix:
                line.append(f"\n    hint: {finding.fix}")
            self._err.print(line)

    def failed(self, findings: Sequence[Finding]) -> None:
        """Write the findings that a command failed with; where there are none, all has been told."""
        self.findings([finding for finding in findings if not self._as_json])
        if findings:
            self.json({"findings": findings})

    def say(self, text: str) -> None:
        """Write a message."""
        if not self._quiet:
            self._err.print(Text(text))

    def result(self, text: str) -> None:
        """Write a line of a result."""
        if not self._as_json:
            self._out.print(Text(text))

    def json(self, result: object) -> None:
        """Write a whole result as JSON where that was asked for."""
        if self._as_json:
            self._out.file.write(json.dumps(_plain(result), ensure_ascii=False, indent=1) + "\n")

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a result as a table; columns whose name ends in `#` are numbers."""
        if self._quiet or self._as_json:
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for column in columns:
            table.add_column(column.rstrip("#"), justify="right" if column.endswith("#") else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._out.print(Text(title, "bold"))
        self._out.print(table)

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Draw long work while the block runs: bars with the time left, or plain lines where this is no terminal."""
        if self._quiet:
            yield
            return
        handler = _Bars(self._err) if self._err.is_terminal else _Lines(self._err)
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        try:
            yield
        finally:
            LOGGER.removeHandler(handler)
            handler.close()


class _Bars(logging.Handler):
    def __init__(self, console: Console) -> None:
        super().__init__()
        self._progress = Progress(
            TextColumn("{task.description:<17}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._progress.start()

    def emit(self, record: logging.LogRecord) -> None:
        stage, done, total = _read(record)
        if stage not in self._tasks and total:
            self._tasks[stage] = self._progress.add_task(_STAGES.get(stage, stage), total=total)
        if stage in self._tasks:
            self._progress.update(self._tasks[stage], completed=done, total=total)

    def close(self) -> None:
        self._progress.stop()
        super().close()


class _Lines(logging.Handler):
    """A line at the start of a stage and at each further quarter."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._quarters: dict[str, int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        stage, done, total = _read(record)
        quarter = done * 4 // total if total else 0
        if total and quarter > self._quarters.get(stage, -1):
            self._quarters[stage] = quarter
            self._console.print(f"{_STAGES.get(stage, stage)}: {done * 100 // total} %")


def _read(record: logging.LogRecord) -> tuple[str, int, int]:
    fields = vars(record)
    return str(fields["stage"]), int(fields["done"]), int(fields["total"])


def _plain(value: object) -> object:
    """Return a value as JSON has it: dataclasses as objects, a Finding with its place as one string."""
    match value:
        case Finding():
            place = str(value.source) if value.source else None
            return {
                "code": value.code,
                "severity": value.severity,
                "message": value.message,
                "source": place,
                "fix": value.fix,
            }
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case str() | int() | float() | None:
            return value
        case Iterable():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return str(value)


def counted(number: int, thing: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def duration(seconds: float) -> str:
    """Return seconds as `h:mm:ss` or `m:ss`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """Return bytes in kB or MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


def few(findings: Sequence[Finding], where: str = "; the report has them all") -> list[Finding]:
    """Return of each check the first ten findings, and then how many more there are, and `where`."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        if counts[finding.code] <= _MOST_OF_ONE:
            kept.append(finding)
    for code, count in counts.items():
        if count > _MOST_OF_ONE:
            last = max(index for index, finding in enumerate(kept) if finding.code == code)
            message = f"and {count - _MOST_OF_ONE} more like this{where}"
            kept.insert(last + 1, Finding(code, kept[last].severity, message))
    return kept
