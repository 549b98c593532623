"""How far long work is, as bars or as plain lines."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from cjpublish.amounts import duration
from cjpublish.cli.streams import shown
from cjpublish.progress import Overview, Step

__all__ = ["drawn"]

_STAGES = {
    "download": "Fetching",
    "read": "Reading",
    "recordings": "Listening to recordings",
    "speak": "Speaking",
    "assemble": "Joining chapters",
    "text editions": "Making text",
    "audio editions": "Making audio",
    "site": "Making the site",
    "check": "Checking",
    "verify": "Verifying",
}
_LINES = 100
"""How many lines there are, at most, where many publications are told of."""


def drawn(console: Console) -> logging.Handler:
    """Return what draws on a console how far each stage is: bars, or plain lines where it is no terminal."""
    return _Bars(console) if console.is_terminal else _Lines(console)


class _Drawing(Progress):
    """Bars, and below them a line for each of several things that are done at once."""

    steps: tuple[Step, ...] = ()

    def get_renderables(self) -> Iterable[RenderableType]:
        yield from super().get_renderables()
        for step in self.steps:
            share = f" {step.done * 100 // step.total} %" if step.total > 1 else ""
            yield Text(f"  {shown(step.name)}: {_STAGES.get(step.stage, step.stage)}{share}", overflow="ellipsis")


class _Bars(logging.Handler):
    def __init__(self, console: Console) -> None:
        super().__init__()
        self._drawing = _Drawing(
            TextColumn("{task.description:<17}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._all: TaskID | None = None
        self._drawing.start()

    def emit(self, record: logging.LogRecord) -> None:
        overview = _overview(record)
        if overview:
            self._survey(overview)
            return
        stage, done, total = _read(record)
        if stage not in self._tasks and total:
            self._tasks[stage] = self._drawing.add_task(_STAGES.get(stage, stage), total=total)
        if stage in self._tasks:
            self._drawing.update(self._tasks[stage], completed=done, total=total)

    def close(self) -> None:
        self._drawing.stop()
        super().close()

    def _survey(self, overview: Overview) -> None:
        """Draw how far many publications are; the bars of stages are the last one's, and go."""
        self._drawing.steps = overview.steps
        if self._all is None:
            self._all = self._drawing.add_task("", total=overview.work)
        text = f"Publications {overview.done:,} of {overview.total:,}"
        self._drawing.update(self._all, description=text, completed=overview.worked, total=overview.work)
        for task in self._tasks.values():
            self._drawing.remove_task(task)
        self._tasks.clear()


class _Lines(logging.Handler):
    """A line at the start of a stage and at each further quarter; of many publications one for each, or for some."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._quarters: dict[str, int] = {}
        self._begun = time.monotonic()
        self._told = 0

    def emit(self, record: logging.LogRecord) -> None:
        overview = _overview(record)
        if overview:
            self._survey(overview)
            return
        stage, done, total = _read(record)
        quarter = done * 4 // total if total else 0
        if total and quarter > self._quarters.get(stage, -1):
            self._quarters[stage] = quarter
            self._console.print(f"{_STAGES.get(stage, stage)}: {done * 100 // total} %")

    def _survey(self, overview: Overview) -> None:
        every = -(-overview.total // _LINES)
        if overview.done == self._told or (overview.done % every and overview.done < overview.total):
            return
        self._told = overview.done
        self._quarters.clear()
        text = f"Publication {overview.done:,} of {overview.total:,}: {shown(overview.last)}"
        left = overview.work - overview.worked
        if every > 1 and left and overview.worked:
            seconds = (time.monotonic() - self._begun) * left / overview.worked
            text += f"; about {duration(seconds)} left"
        self._console.print(Text(text))


def _overview(record: logging.LogRecord) -> Overview | None:
    overview = vars(record).get("overview")
    return overview if isinstance(overview, Overview) else None


def _read(record: logging.LogRecord) -> tuple[str, int, int]:
    fields = vars(record)
    return str(fields["stage"]), int(fields["done"]), int(fields["total"])
