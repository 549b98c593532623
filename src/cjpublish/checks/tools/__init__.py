"""Other programs that check an EPUB, each where it is installed: EPUBCheck and Ace by DAISY.

A tool's answer is JSON that is a function of the file's bytes and the tool's version; what it means is told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import cast

from cjpublish.checks.results import Unchecked
from cjpublish.checks.tools import ace, epubcheck
from cjpublish.checks.tools.failure import ToolFailed
from cjpublish.errors import Finding

__all__ = ["ToolFailed", "available", "findings", "run"]

_MODULES: Mapping[str, ModuleType] = {"EPUBCheck": epubcheck, "Ace": ace}


def available(tool: str) -> str | Unchecked:
    """Return a tool's version, found without starting it; else why it can't be asked and how to install it."""
    return cast("str | Unchecked", _MODULES[tool].available())


def run(tool: str, path: Path) -> bytes:
    """Return what a tool says of an EPUB, as JSON to be stored.

    Raises ToolFailed where it crashes, takes more than 300 seconds or gives no report.
    """
    return cast("bytes", _MODULES[tool].run(path))


def findings(tool: str, result: bytes, name: str) -> tuple[Finding, ...]:
    """Return what a tool has said of the file `name` as findings, the worst first."""
    return cast("tuple[Finding, ...]", _MODULES[tool].findings(result, name))
