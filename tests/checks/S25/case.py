from pathlib import Path

from planted import Good
from sounds import muxed, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return muxed(good.folder / "book.m4b", speech(good))


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.m4b")
