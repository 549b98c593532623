"""Faults of several files of an edition, so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cjpublish.errors import Finding, InputError

__all__ = ["collected"]

_Made = TypeVar("_Made")


def collected(findings: list[Finding], make: Callable[[], _Made], instead: _Made) -> _Made:
    """Return what is made; what the publisher has to mend first is added to the findings, and `instead` returned."""
    try:
        return make()
    except InputError as error:
        findings += error.findings
        return instead
