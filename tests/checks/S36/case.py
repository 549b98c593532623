from pathlib import Path

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}
SLOW = True


def fires(good: Good) -> Path:
    return _titled(good, "Frühling " + "x" * 300)


def quiet(good: Good) -> Path:
    return _titled(good, "Spring " + "x" * 240)


def _titled(good: Good, title: str) -> Path:
    sound = speech(good)[: 20 * RATE]
    return m4b(good.folder / "book.m4b", [(title, sound), ("Summer", sound)])
