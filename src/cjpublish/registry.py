"""Plug-in points: names to "module:attribute", imported when first used, extended by entry points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoints, entry_points
from typing import Any

from cjpublish.errors import Finding, InputError, Severity

__all__ = ["has_plug_ins", "load", "names"]


def names(group: str, built_in: Mapping[str, str]) -> tuple[str, ...]:
    """Return every name that can be loaded, the built-in ones first."""
    added = sorted({point.name for point in _points(group)} - set(built_in))
    return (*built_in, *added)


def load(group: str, built_in: Mapping[str, str], name: str) -> Any:
    """Import what a name stands for.

    Raises InputError where nothing is registered under the name.
    """
    if name in built_in:
        module, _, attribute = built_in[name].partition(":")
        return getattr(import_module(module), attribute)
    for point in _points(group).select(name=name):
        return point.load()
    kind = group.rpartition(".")[2]
    known = ", ".join(names(group, built_in))
    finding = Finding("unknown-plugin", Severity.ERROR, f"there is no '{name}' among the {kind}", fix=f"one of {known}")
    raise InputError([finding])


@cache
def has_plug_ins() -> bool:
    """Tell whether another package has a part in what is made."""
    everything = entry_points()
    return any(everything.select(group=f"cjpublish.{kind}") for kind in ("readers", "importers", "engines", "editions"))


@cache
def _points(group: str) -> EntryPoints:
    """Return a group's entry points; looking through the environment takes some 10 ms."""
    return entry_points(group=group)
