from pathlib import Path

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    sound[round(20.6 * RATE) : round(21.1 * RATE)] = 0
    return m4b(good.folder / "book.m4b", [("Spring", sound)])


def quiet(good: Good) -> Path:
    """The synthesiser's own silence between words is none."""
    return good.edition("the-kitchen-garden.m4b")
