"""A build beside the server: the same command that a person gives, in a process that can be ended."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjpublish.errors import Finding, Severity, Source
from cjpublish.site.addresses import INDEX

__all__ = ["Build", "Built", "build", "missing"]

_PLACE = re.compile(r"(.+?)(?::(\d+))?(?::(\d+))?", re.S)
_HAS_TOLD = (0, 1)
"""Exit codes of a build that was carried out, and that has told its findings on standard error."""


@dataclass(frozen=True, slots=True)
class Build:
    """What is to be built."""

    folder: Path
    """A publication's folder, or a library's."""
    options: tuple[str, ...] = ()
    """Further words of `cjpublish build`."""

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command; no module of the folder that it runs in can take the place of the program's own."""
        return (sys.executable, "-P", "-m", "cjpublish", "build", "-C", str(self.folder), "--json", *self.options)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    findings: tuple[Finding, ...]
    """All that was found, each once."""
    untold: tuple[Finding, ...]
    """Those of them that the build did not write to standard error."""
    is_done: bool
    """Whether the results are there; else they are as they were."""
    seconds: float
    """How long it took."""


def missing(site: Path) -> tuple[Finding, ...]:
    """Return what is to be done where there is no site in its folder; nothing where there is one."""
    if (site / INDEX).is_file():
        return ()
    fix = "add 'site' to the editions in publication.yaml"
    return (Finding("no-site", Severity.ERROR, f"there is no site to show in {site}", fix=fix),)


async def build(wanted: Build) -> Built:
    """Build; where this is broken off, so is the build, which leaves the results as they were."""
    begun = time.monotonic()
    # In a session of its own, so that Ctrl-C reaches it only from here.
    process = await asyncio.create_subprocess_exec(
        *wanted.command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        await _end(process)
        raise
    told = _read(output)
    findings = tuple(dict.fromkeys(_findings(told)))
    if not findings and process.returncode not in _HAS_TOLD:
        message = f"the build ended unexpectedly (exit code {process.returncode}); the terminal says more"
        findings = (Finding("build-ended", Severity.ERROR, message),)
    has_told = process.returncode in _HAS_TOLD
    # A library's site is new although some of its publications are not.
    is_done = has_told or (isinstance(told, dict) and bool(told.get("site")))
    return Built(findings, () if has_told else findings, is_done, time.monotonic() - begun)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        await process.wait()


def _read(output: bytes) -> Any:
    try:
        return json.loads(output)
    except ValueError:  # it ended before it could say anything
        return None


def _findings(value: Any) -> Iterator[Finding]:
    """Yield the findings in the JSON of a build, wherever they stand in it."""
    if isinstance(value, list):
        for each in value:
            yield from _findings(each)
    elif isinstance(value, dict):
        if {"code", "severity", "message"} <= value.keys():
            place, severity = _source(value["source"]), Severity(value["severity"])
            yield Finding(value["code"], severity, value["message"], place, value["fix"])
        else:
            for each in value.values():
                yield from _findings(each)


def _source(text: str | None) -> Source | None:
    place = _PLACE.fullmatch(text or "")
    return Source(place[1], int(place[2] or 0), int(place[3] or 0)) if place else None
