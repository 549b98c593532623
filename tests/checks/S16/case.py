from pathlib import Path

from planted import Good
from sounds import m4b, pauses, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    at = pauses(sound)[2]
    sound[at : at + 8] += 9000
    return m4b(good.folder / "book.m4b", [("Spring", sound)])


def quiet(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Spring", speech(good))])
