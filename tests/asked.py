"""Skips a test where a checker that it asks is not installed."""

from __future__ import annotations

import pytest

from cjpublish.checks import tools
from cjpublish.checks.results import Unchecked

__all__ = ["needed"]


def needed(tool: str) -> None:
    """Skip the test where a tool can't be asked."""
    found = tools.available(tool)
    if isinstance(found, Unchecked):
        pytest.skip(f"{found.why}: {found.fix}")
