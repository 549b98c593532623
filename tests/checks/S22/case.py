from pathlib import Path

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}
SLOW = True


def fires(good: Good) -> Path:
    sound = speech(good)[: 2 * RATE]
    return m4b(good.folder / "book.m4b", [(f"Chapter {number}", sound) for number in range(256)])


def quiet(good: Good) -> Path:
    sound = speech(good)[: 2 * RATE]
    return m4b(good.folder / "book.m4b", [(f"Chapter {number}", sound) for number in range(255)])
