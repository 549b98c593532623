"""Versions of code, as parts of keys: what was computed by other code is computed again."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["code", "everything", "library"]

_ROOT = Path(__file__).parent
_BESIDE = {
    "amounts.py",
    "artifacts",
    "checking.py",
    "checks",
    "cli",
    "comparison",
    "draft.py",
    "drafting",
    "examining",
    "importers",
    "importing.py",
    "ledger.py",
    "library",
    "locks.py",
    "publishing.py",
    "remembering.py",
    "report",
    "serving",
    "site",
    "sums.py",
    "upkeep",
}
"""What makes manuscripts, looks at what was made, or talks to people: no part of any edition depends on it."""


_CODE = {".py", ".css", ".js", ".json"}
_INFO = re.compile(r"\.(dist|egg)-info$")
"""How the names end of the folders that tell what is installed: `num2words-0.5.14.dist-info`."""


@cache
def code(*places: str) -> str:
    """Return a hash of the program's own files below the given places.

    They are paths in the package; `.` stands for all that makes editions.
    """
    total = hashlib.sha256()
    files = {file for place in places for file in _files(_ROOT / place)}
    for file in sorted(files):
        total.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def everything() -> str:
    """Return a hash of the whole program, of Python and of the names and versions of all that is installed."""
    own = sorted(file for file in _ROOT.rglob("*") if file.suffix in _CODE)
    folders = [Path(place) for place in sys.path if place]
    installed = sorted(each for place in folders if place.is_dir() for each in os.listdir(place) if _INFO.search(each))
    total = hashlib.sha256("\0".join([sys.version, *installed]).encode(errors="surrogatepass"))
    for file in own:
        total.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def library(name: str) -> str:
    """Return the version of an installed distribution; empty where it isn't installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    tops = [each for each in place.iterdir() if place != _ROOT or each.name not in _BESIDE]
    found = (file for top in tops for file in ([top] if top.is_file() else top.rglob("*")))
    return [file for file in found if file.suffix in _CODE]
