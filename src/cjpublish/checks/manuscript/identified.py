"""The language that a text is in, as py3langid tells it; its tables lie in a file, and only what is used is read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from lzma import LZMAError
from typing import IO, Any, TypeAlias
from zipfile import BadZipFile

from cjpublish.checks.manuscript.unpacked import begun, tables

__all__ = ["foresee", "identified"]

_Classify: TypeAlias = Callable[[str], tuple[str, float]]
_UNUSABLE = (
    AttributeError,
    BadZipFile,
    EOFError,
    ImportError,
    KeyError,
    LZMAError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What is raised by a version with another model, and where there is no place for a file, or no thread."""


def identified(text: str) -> str:
    """Return the language that a text is most likely in (ISO 639-1)."""
    return _classify()(text)[0]


def foresee() -> None:
    """Begin to unpack the tables, since a text will have to be identified; what goes wrong is seen to then."""
    with suppress(*_UNUSABLE):
        _begun()


@cache
def _classify() -> _Classify:
    """Return what tells languages; unpacking its tables takes half a second, so that a process does it once."""
    import py3langid

    try:
        return _mapped()
    except _UNUSABLE:  # then the tables, 70 MB, are held in memory
        classify: _Classify = py3langid.classify
        return classify


def _mapped() -> _Classify:
    """Return py3langid's classifier on tables that lie in a file."""
    from py3langid.langid import LanguageIdentifier

    table = tables(_begun().result())
    moves, rows, features = (_numbers(table[name]) for name in ("nextmove", "nextmove_row", "out_feat"))
    classes = table["classes"].tolist()
    identifier = LanguageIdentifier(table["ptc"], table["pc"], classes, moves, features, tk_row=rows)
    classify: _Classify = identifier.classify
    return classify


def _numbers(table: Any) -> memoryview:
    """Return a table as what Python reads one number of several times as fast as of a NumPy array."""
    return memoryview(table.view("B")).cast(table.dtype.char)  # where it lies in the file, it is not aligned


def _begun() -> Future[IO[bytes]]:
    from py3langid.langid import MODEL_DIR, MODEL_FILE

    return begun(MODEL_DIR / MODEL_FILE)
