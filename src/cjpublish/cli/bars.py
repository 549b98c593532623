"""How far long work is, as bars or as plain lines."""

from __future__ import annotations

import logging

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

__all__ = ["drawn"]

_STAGES = {
    "download": "Fetching",
    "recordings": "Listening to recordings",
    "speak": "Speaking",
    "assemble": "Joining chapters",
    "text editions": "Making text",
    "audio editions": "Making audio",
    "site": "Making the site",
    "check": "Checking",
}


def drawn(console: Console) -> logging.Handler:
    """Return what draws on a console how far each stage is: bars, or plain lines where it is no terminal."""
    return _Bars(console) if console.is_terminal else _Lines(console)


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
