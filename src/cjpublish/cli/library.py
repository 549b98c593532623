"""`cjpublish build` in a folder with a library.yaml: every publication, and the site of all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cjpublish import library
from cjpublish.cli.terminal import Terminal, counted, duration, few, size
from cjpublish.errors import Severity, StrictError, Unfit
from cjpublish.site import FOLDER

__all__ = ["run"]

_COLUMNS = ("Publication", "Folder", "Files#", "Plays#", "Size#", "News")


def run(options: argparse.Namespace, terminal: Terminal) -> None:
    """Build a library; raises Unfit where a result is not fit to publish, StrictError for warnings with `--strict`."""
    found = library.read(options.folder, names=options.editions, voice=options.voice, cache=options.cache)
    warnings = [each for each in found.findings if each.severity is Severity.WARNING]
    if options.strict and warnings:
        raise StrictError(warnings)

    @contextmanager
    def told(number: int, member: library.Member) -> Iterator[None]:
        terminal.say(f"Publication {number} of {len(found.members)}: {member.title}")
        with terminal.progress():
            yield

    result = library.build(
        found,
        names=options.editions,
        voice=options.voice,
        out=options.out,
        cache=options.cache,
        jobs=options.jobs,
        around=told,
    )
    for built in result.publications:
        terminal.findings(built.result.findings)
        terminal.findings(few(built.result.faults, f"; {built.member.name}/dist/report.html has them all"))
    terminal.table(_title(found, result, options), _COLUMNS, [_row(built) for built in result.publications])
    terminal.json(result)
    if any(each.severity is Severity.ERROR for built in result.publications for each in built.result.faults):
        raise Unfit(())


def _title(found: library.Library, result: library.Result, options: argparse.Namespace) -> str:
    count = counted(len(result.publications), "publication")
    if not result.site:
        return f"{found.settings.title}: {count}; the library's site is as it was"
    place = (options.out or Path(options.folder) / "dist") / FOLDER
    news = "" if any(each.fresh for each in result.site) else ", nothing new in the index"
    return f"{found.settings.title}: {count} in {place.as_posix()}{news}:"


def _row(built: library.Built) -> list[str]:
    result = built.result
    files = (*result.made, *result.site)
    fresh = sum(each.fresh for each in files)
    return [
        built.member.title,
        built.member.name,
        str(len(files)),
        duration(result.seconds) if result.seconds else "",
        size(sum(each.size for each in files)),
        counted(fresh, "file") if fresh else "nothing had changed",
    ]
