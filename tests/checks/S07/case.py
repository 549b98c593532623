from pathlib import Path

from planted import Good
from sounds import louder, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    chapters = [("Spring", louder(speech(good), 0.5)), ("Summer", louder(speech(good), -3.8))]
    return m4b(good.folder / "book.m4b", chapters)


def quiet(good: Good) -> Path:
    chapters = [("Spring", speech(good)), ("Summer", louder(speech(good), -2.6))]
    return m4b(good.folder / "book.m4b", chapters)
