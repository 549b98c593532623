from pathlib import Path

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    sound[round(20.6 * RATE) : round(21.1 * RATE)] = 0
    return m4b(good.folder / "book.m4b", [("Spring", sound)])


def quiet(good: Good) -> Path:
    """A voice's own stops within words are none: a third of a second, or more where the voice is slow."""
    usual, slow = speech(good), speech(good)
    usual[round(20.6 * RATE) : round(20.95 * RATE)] = 0
    for begin, length in ((10.2, 0.4), (20.6, 0.5)):
        slow[round(begin * RATE) : round((begin + length) * RATE)] = 0
    return m4b(good.folder / "book.m4b", [("Spring", usual), ("Spring again", slow)])
