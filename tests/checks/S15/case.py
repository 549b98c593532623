from pathlib import Path

import numpy as np

from planted import Good
from sounds import RATE, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    rows = sound[: len(sound) // 220 * 220].reshape(-1, 220)
    loud = np.abs(rows).max(axis=1) > 2000
    begin, end = sound[: RATE // 2], sound[-RATE:]
    breathless = np.concatenate((begin, *[rows[loud].ravel()] * 5, end))
    return m4b(good.folder / "book.m4b", [("Spring", breathless)])


def quiet(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Spring", np.concatenate([speech(good)] * 3))])
