"""The publisher's own files in a folder of results: none is overwritten, and all are kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from cjpublish.results.faults import refused
from cjpublish.results.files import has, link
from cjpublish.results.listing import SUMS

__all__ = ["check_each", "check_own", "keep_own"]


def check_own(target: Path, names: Iterable[str], new: Collection[str]) -> None:
    """Raise InputError where a result would take the place of something that the program did not make.

    `names` are those of all results, and `new` of those that were not made before.
    """
    check_each(target, ((name, name in new) for name in names))


def check_each(target: Path, names: Iterable[tuple[str, bool]]) -> None:
    """Do as `check_own` for names that come one by one, each with whether it was not made before."""
    seen: set[str] = set()
    for name, is_new in names:
        path = f"{target}/{name}"
        blocked = _taken(target, os.path.dirname(name), seen)
        if blocked or (os.path.isdir(path) and not os.path.islink(path)) or (is_new and os.path.exists(path)):
            fix = "move it elsewhere, or choose another folder with --out"
            raise refused("a file of your own stands where a result goes", Path(blocked or path), fix)


def keep_own(target: Path, staged: Path, gone: Mapping[str, str]) -> None:
    """Carry over what the program did not make, and what has been changed since it did.

    `gone` is what was made before and is not any more: SHA-256 by name.
    """
    if not target.exists():
        return
    shutil.copymode(target, staged)
    for name in _leaves(target):
        path, place = f"{target}/{name}", f"{staged}/{name}"
        if os.path.isdir(path) and not os.path.islink(path):
            os.makedirs(place, exist_ok=True)
        elif name != SUMS and not os.path.exists(place) and not (name in gone and has(Path(path), gone[name])):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            link(path, place)


def _taken(target: Path, folder: str, seen: set[str]) -> str:
    """Return where a file stands in the way of a folder; empty where none does. What was `seen` is not looked at again.

    There are far fewer folders than names.
    """
    while folder and folder not in seen:
        seen.add(folder)
        path = f"{target}/{folder}"
        if os.path.exists(path) and not os.path.isdir(path):
            return path
        folder = os.path.dirname(folder)
    return ""


def _leaves(target: Path) -> Iterator[str]:
    """Yield what has nothing below it, files, links and empty folders, in no order.

    There may be any number of them, and a Path is many times as large as its text.
    """
    folders = [""]
    while folders:
        folder = folders.pop()
        is_empty = True
        with os.scandir(f"{target}/{folder}") as entries:
            for entry in entries:
                is_empty = False
                name = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{name}/")
                else:
                    yield name
        if is_empty and folder:
            yield folder.removesuffix("/")
