from pathlib import Path

from planted import Good
from sounds import m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Spring", speech(good) + 300)])


def quiet(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Spring", speech(good) + 60)])
