from pathlib import Path

from planted import Good
from sounds import m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Chapter", speech(good)), ("Chapter", speech(good))])


def quiet(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Chapter", speech(good)), ("Chapter 2", speech(good))])
