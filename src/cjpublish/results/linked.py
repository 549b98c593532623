"""A folder of results whose files mostly lie elsewhere too: it may have millions, so none of their names is held."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cjpublish import locks
from cjpublish.results import listing
from cjpublish.results.faults import refused
from cjpublish.results.files import has, link
from cjpublish.results.listing import SUMS, rows, write_rows
from cjpublish.results.own import check_each, keep_own
from cjpublish.results.swapping import recover, swap

__all__ = ["Row", "beside", "put_in_place", "settle", "stands"]


class Row(NamedTuple):
    """A file of the folder."""

    name: str
    """Relative to the folder, with forward slashes."""
    sha256: str
    """Of its bytes, hexadecimal."""
    source: str = ""
    """Where a file with these bytes lies, which stays there; empty where this is the only one."""


def stands(target: Path, wanted: Iterable[Row]) -> bool:
    """Tell whether a folder has these files, each as it was made, and lists no others.

    They come in the order of names. A file that is the one at its source is not read: it is as whole as that is.
    """
    listed = rows(target)
    for row in wanted:
        if next(listed, None) != row[:2] or not _is_there(f"{target}/{row.name}", row):
            return False
    return next(listed, None) is None


def settle(target: Path) -> None:
    """End what a run that was broken off had begun with a folder of results, before any other work is done.

    Raises InputError where the place of results is taken by a file, or they have a list that is not the program's own.
    """
    if target.exists() and not target.is_dir():
        raise refused("results can't go here: it is a file", target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with locks.alone(target):
        recover(target, _old(target))
        listing.check(target)


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Make a folder for the next state of a folder of results, beside it; it is gone when the block has ended."""
    new = target.parent / f".{target.name}.new-{secrets.token_hex(4)}"
    new.mkdir()
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def put_in_place(target: Path, new: Path, wanted: Iterable[Row]) -> None:
    """Put a folder in the place of another all at once, with these files; those without a source lie in it already.

    They come in the order of names. Files of the publisher's own stay; raises InputError where one is in the way.
    """
    write_rows(new / SUMS, _linked(new, wanted))
    with locks.alone(target):
        recover(target, _old(target))
        gone: dict[str, str] = {}
        check_each(target, _compared(target, new, gone))
        keep_own(target, new, gone)
        swap(target, new, _old(target))


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}.old"


def _is_there(path: str, row: Row) -> bool:
    try:
        if row.source and os.path.samestat(os.stat(path), os.stat(row.source)):
            return True
    except OSError:
        return False
    return has(Path(path), row.sha256)


def _linked(new: Path, wanted: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Give each file that lies elsewhere its place; yield names and sums."""
    last = ""
    for name, sha256, source in wanted:
        if source:
            folder = f"{new}/{os.path.dirname(name)}"
            if folder != last:
                os.makedirs(folder, exist_ok=True)
                last = folder
            link(source, f"{new}/{name}")
        yield name, sha256


def _compared(target: Path, new: Path, gone: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield the names of the new state, each with whether it is new; put into `gone` what is not there any more."""
    before = _in_order(target)
    was = next(before, None)
    for name, _ in rows(new):
        while was and was[0] < name:
            gone[was[0]] = was[1]
            was = next(before, None)
        is_new = was is None or was[0] != name
        if not is_new:
            was = next(before, None)
        yield name, is_new
    if was:
        gone.update([was, *before])


def _in_order(target: Path) -> Iterator[tuple[str, str]]:
    """Return what a folder lists in the order of names, also where somebody has changed it."""
    is_ordered = all(one < other for (one, _), (other, _) in pairwise(rows(target)))
    return rows(target) if is_ordered else iter(sorted(rows(target)))
