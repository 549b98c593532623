"""How far long work has come, as log records that a face of the program may draw."""

from __future__ import annotations

import logging
from dataclasses import dataclass

__all__ = ["LOGGER", "Overview", "Step", "advance", "survey"]

LOGGER = logging.getLogger("cjpublish.progress")
LOGGER.propagate = False


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done for one publication of many."""

    name: str
    """The publication's folder."""
    stage: str
    """As in `advance`."""
    done: int
    """Equal shares of the stage that are finished."""
    total: int
    """All of them."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How far work on many publications has come."""

    done: int
    """Publications that are finished."""
    total: int
    """All of them."""
    worked: int
    """Bytes of text of those that are finished."""
    work: int
    """Bytes of text of all of them."""
    last: str
    """The title of the one that was finished last; empty at the beginning."""
    steps: tuple[Step, ...] = ()
    """What is being done at the same time."""


def advance(stage: str, done: int, total: int) -> None:
    """Say that `done` of `total` equal shares of a stage are finished; 0 begins it."""
    LOGGER.info("%s: %d of %d", stage, done, total, extra={"stage": stage, "done": done, "total": total})


def survey(overview: Overview) -> None:
    """Say how far work on many publications has come; it begins with 0 that are done."""
    LOGGER.info("publications: %d of %d", overview.done, overview.total, extra={"overview": overview})
