"""The language that a text is in, as py3langid tells it; its tables lie in a file, and only what is used is read."""

from __future__ import annotations

import lzma
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, TypeAlias
from zipfile import ZipFile

__all__ = ["identified"]

_Classify: TypeAlias = Callable[[str], tuple[str, float]]


def identified(text: str) -> str:
    """Return the language that a text is most likely in (ISO 639-1)."""
    return _classify()(text)[0]


@cache
def _classify() -> _Classify:
    """Return what tells languages; unpacking its tables takes most of a second, so that a process does it once."""
    import py3langid

    try:
        return _mapped()
    except (AttributeError, ImportError, KeyError, OSError, TypeError, ValueError):
        # A version with another model, or no place for a file: then the tables, 70 MB, are held in memory.
        classify: _Classify = py3langid.classify
        return classify


def _mapped() -> _Classify:
    """Return py3langid's classifier on tables that lie in a file, which is gone with the process."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    with TemporaryDirectory(prefix="cjpublish-") as folder:
        table = _unpacked(MODEL_DIR / MODEL_FILE, Path(folder))
    # Python reads one number of a memoryview several times as fast as one of a NumPy array.
    moves, rows, features = (memoryview(table[name]) for name in ("nextmove", "nextmove_row", "out_feat"))
    classes = table["classes"].tolist()
    identifier = LanguageIdentifier(table["ptc"], table["pc"], classes, moves, features, tk_row=rows)
    classify: _Classify = identifier.classify
    return classify


def _unpacked(model: Path, folder: Path) -> dict[str, Any]:
    """Return a model's tables by their names; each is read where it is looked into."""
    import numpy as np

    with TemporaryFile(dir=folder) as file:
        with lzma.open(model) as packed:
            shutil.copyfileobj(packed, file, 1 << 20)
        with ZipFile(file) as tables:
            tables.extractall(folder)
    return {path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in folder.glob("*.npy")}
