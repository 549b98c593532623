from pathlib import Path

from planted import Good
from sounds import RATE, louder, m4b, speech

OPTIONS = {"sound": True}
ALSO = ("S06",)


def fires(good: Good) -> Path:
    sound = speech(good)
    second = slice(20 * RATE, 21 * RATE)
    sound[second] = louder(sound[second], 12)
    return m4b(good.folder / "book.m4b", [("Spring", sound)])


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.m4b")
