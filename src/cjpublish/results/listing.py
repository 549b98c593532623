"""The list of what was made, with the sum of each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from cjpublish.results.faults import refused

__all__ = ["SUMS", "check", "made", "rows", "write", "write_rows"]

SUMS = "SHA256SUMS"
"""The list of what was made; a file that it does not name is the publisher's own and is left alone."""

_MARK = "# made by cjpublish\n"
"""The list's first line, which `sha256sum -c` passes over: no other program's list is taken for ours."""


def check(target: Path) -> None:
    """Raise InputError where a folder has a list of sums that is not the program's own."""
    with suppress(FileNotFoundError), _opened(target):
        pass


def rows(target: Path) -> Iterator[tuple[str, str]]:
    """Yield what the program has made in a folder, name and SHA-256; a list may be long and is read line by line.

    Raises InputError as `check` does.
    """
    with suppress(FileNotFoundError), _opened(target) as file:
        for line in file:
            sha256, _, name = line.removesuffix("\n").partition("  ")
            if name and _lies_within(name):
                yield name, sha256


def made(target: Path) -> Mapping[str, str]:
    """Return what the program has made in a folder: SHA-256 by name."""
    return dict(rows(target))


def write(path: Path, sums: Mapping[str, str]) -> None:
    """Write a list."""
    write_rows(path, ((name, sums[name]) for name in sorted(sums)))


def write_rows(path: Path, in_order: Iterable[tuple[str, str]]) -> None:
    """Write a list of names and sums that come one by one, in the order of names."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_MARK)
        file.writelines(f"{sha256}  {name}\n" for name, sha256 in in_order)


def _opened(target: Path) -> TextIO:
    """Open a folder's list behind its first line."""
    path = target / SUMS
    file = path.open(encoding="utf-8", errors="replace")
    if file.read(len(_MARK)) == _MARK:
        return file
    file.close()
    raise refused(f"there is a {SUMS} here that cjpublish did not write", path, "choose another folder with --out")


def _lies_within(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")
