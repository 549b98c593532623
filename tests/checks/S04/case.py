from pathlib import Path

import numpy as np

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    chapters = [("Spring", speech(good)), ("Summer", np.zeros(12 * RATE, np.int16))]
    return m4b(good.folder / "book.m4b", chapters)


def quiet(good: Good) -> Path:
    chapters = [("Spring", speech(good)), ("Summer", speech(good)[: 12 * RATE])]
    return m4b(good.folder / "book.m4b", chapters)
