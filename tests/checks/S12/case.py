from pathlib import Path

import numpy as np

from planted import Good
from sounds import RATE, hiss, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = np.concatenate((hiss(6 * RATE, -70), speech(good)))
    return m4b(good.folder / "book.m4b", [("Spring", sound)])


def quiet(good: Good) -> Path:
    sound = np.concatenate((hiss(3 * RATE, -70), speech(good)))
    return m4b(good.folder / "book.m4b", [("Spring", sound)])
