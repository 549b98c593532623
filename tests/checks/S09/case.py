from pathlib import Path

from planted import Good
from sounds import hiss, m4b, mixed, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    return m4b(good.folder / "book.m4b", [("Spring", mixed(sound, hiss(len(sound), -41)))])


def quiet(good: Good) -> Path:
    sound = speech(good)
    return m4b(good.folder / "book.m4b", [("Spring", mixed(sound, hiss(len(sound), -52)))])
