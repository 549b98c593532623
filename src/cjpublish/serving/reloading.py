"""A saved change leads to a build, two at once to one, and one during a build to one more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from watchfiles import Change, awatch

from cjpublish.errors import disk_faults
from cjpublish.serving.building import Build, Built, build
from cjpublish.settings.library import NAME, is_library, load

__all__ = ["follow"]

_FOLDERS = ("manuscript", "voices")
_SETTLE = 0.2
"""Seconds for an editor to write all that it saves."""
_STEP = 100
"""Milliseconds of silence after which changes are told together."""
_LOOK = 1.0
"""Seconds between two looks for publications that have come to a library or gone."""


async def follow(wanted: Build, begun: Callable[[], None], ended: Callable[[Built], None]) -> None:
    """Build now, and again after each change, until this is broken off; `begun` and `ended` are called each time.

    Raises DiskError where the system can't watch the folder.
    """
    changed = asyncio.Event()
    changed.set()
    with disk_faults(wanted.folder):
        await _until_one_ends(_watch(wanted.folder, changed), _build(wanted, changed, begun, ended))


async def _build(
    wanted: Build, changed: asyncio.Event, begun: Callable[[], None], ended: Callable[[Built], None]
) -> None:
    while True:
        await changed.wait()
        await asyncio.sleep(_SETTLE)
        changed.clear()
        begun()
        ended(await build(wanted))


def _sources(folder: Path) -> Iterator[Path]:
    """Yield the folders and files whose change asks for a build, whether they are there or not."""
    for place in _places(folder):
        yield from (place / name for name in _FOLDERS)
    yield folder / NAME


def _places(folder: Path) -> Iterable[Path]:
    """Return the folders of publications: this one, or those of a library as far as its settings can be read."""
    if not is_library(folder):
        return (folder,)
    settings = load(folder, [])
    return settings.folders if settings else ()


async def _watch(folder: Path, changed: asyncio.Event) -> None:
    """Tell of every change within the sources, and begin again whenever one of them comes or goes."""
    while True:
        wanted = set(_sources(folder))
        watches: list[Coroutine[Any, Any, None]] = [_come_or_gone(wanted), _others(folder, wanted)]
        if inside := [path for path in wanted if path.is_dir()]:
            watches.append(_tell(inside, changed))
        await _until_one_ends(*watches)
        changed.set()


async def _tell(folders: Sequence[Path], changed: asyncio.Event) -> None:
    async for _ in awatch(*folders, step=_STEP):
        changed.set()


async def _come_or_gone(wanted: Set[Path]) -> None:
    """Return when one of the sources comes or goes, or when it is a file that is saved."""

    def is_wanted(_change: Change, path: str) -> bool:
        return Path(path) in wanted

    around = {path.parent for path in wanted if path.parent.is_dir()}
    async for _ in awatch(*around, recursive=False, watch_filter=is_wanted, step=_STEP):
        return


async def _others(folder: Path, wanted: Set[Path]) -> None:
    """Return when the sources are others: a folder beside library.yaml may become a publication at any time."""
    while await asyncio.to_thread(lambda: set(_sources(folder))) == wanted:
        await asyncio.sleep(_LOOK)


async def _until_one_ends(*wanted: Coroutine[Any, Any, None]) -> None:
    """Do several things until one ends; break off the others, each once, and wait for what they do at their end."""
    tasks = [asyncio.create_task(each) for each in wanted]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()  # or what went wrong
