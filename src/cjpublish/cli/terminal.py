"""What a person sees: findings, tables and how far long work is. Words carry the meaning, colour only repeats it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass

from rich.table import Table
from rich.text import Text

from cjpublish.amounts import counted, duration, size
from cjpublish.checks import is_code
from cjpublish.cli.bars import drawn
from cjpublish.cli.console import Stream
from cjpublish.cli.streams import shown
from cjpublish.errors import DiskError, Finding, Severity
from cjpublish.progress import LOGGER

__all__ = ["Terminal", "counted", "duration", "few", "size"]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold"}
_MOST_OF_ONE = 10
"""Findings of one check that are shown; the report has them all."""


class Terminal:
    """Standard output for results, standard error for all else."""

    def __init__(self, *, quiet: bool, as_json: bool) -> None:
        """Where `quiet`, write only errors; where `as_json`, results are JSON and tables are left out."""
        self._quiet = quiet
        self._as_json = as_json
        self._out = Stream(sys.stdout, "standard output")
        self._err = Stream(sys.stderr, "standard error")

    def findings(self, findings: Sequence[Finding]) -> None:
        """Write findings as `file:line:column: severity: what is wrong`, each with its hint."""
        for finding in findings:
            if self._quiet and finding.severity is not Severity.ERROR:
                continue
            line = Text(f"{shown(str(finding.source))}: " if finding.source else "")
            line.append(f"{finding.severity}: ", _STYLES[finding.severity])
            line.append(shown(finding.message))
            if is_code(finding.code):
                line.append(f" [{finding.code}]")
            if finding.fix:
                line.append(_hint(finding.fix))
            self._err.print(line)

    def failed(self, findings: Sequence[Finding]) -> None:
        """Write the findings that a command failed with; where there are none, all has been told."""
        self.findings([finding for finding in findings if not self._as_json])
        if findings:
            self.json({"findings": findings})

    def say(self, text: str, hint: str = "") -> None:
        """Write a message, and what to do about it."""
        if not self._quiet:
            self._err.print(Text(shown(text) + (_hint(hint) if hint else "")))

    def result(self, text: str) -> None:
        """Write a line of a result."""
        if not self._as_json:
            self._out.print(Text(shown(text)))

    def json(self, result: object) -> None:
        """Write a whole result as JSON where that was asked for."""
        if not self._as_json:
            return
        is_ascii = self._out.encoding != "utf-8"  # an escape of the stream's would be none of JSON's
        try:
            self._out.write(json.dumps(_plain(result), ensure_ascii=is_ascii, indent=1) + "\n")
        except DiskError:
            self._as_json = False  # why it failed can only be told in words
            raise

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a result as a table; columns whose name ends in `#` are numbers."""
        if self._quiet or self._as_json:
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for column in columns:
            table.add_column(column.rstrip("#"), justify="right" if column.endswith("#") else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(shown(cell)) for cell in row))
        self._out.print(Text(shown(title), "bold"))
        if rows:
            self._out.print(table)

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Draw long work while the block runs: bars with the time left, or plain lines where this is no terminal."""
        if self._quiet:
            yield
            return
        handler = drawn(self._err)
        LOGGER.addHandler(handler)
        LOGGER.setLevel(logging.INFO)
        try:
            yield
        finally:
            LOGGER.removeHandler(handler)
            handler.close()


def _hint(fix: str) -> str:
    return f"\n    hint: {shown(fix)}"


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
