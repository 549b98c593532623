"""How far long work has come, as log records that a face of the program may draw."""

from __future__ import annotations

import logging

__all__ = ["LOGGER", "advance"]

LOGGER = logging.getLogger("cjpublish.progress")
LOGGER.propagate = False


def advance(stage: str, done: int, total: int) -> None:
    """Say that `done` of `total` equal shares of a stage are finished; 0 begins it."""
    LOGGER.info("%s: %d of %d", stage, done, total, extra={"stage": stage, "done": done, "total": total})
