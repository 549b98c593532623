from pathlib import Path

import numpy as np

from planted import Good
from sounds import RATE, hiss, m4b, pauses, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    sound = speech(good)
    at = pauses(sound)[3]
    longer = np.concatenate((sound[:at], hiss(6 * RATE, -70), sound[at:]))
    return m4b(good.folder / "book.m4b", [("Spring", longer)])


def quiet(good: Good) -> Path:
    sound = speech(good)
    at = pauses(sound)[3]
    longer = np.concatenate((sound[:at], hiss(3 * RATE, -70), sound[at:]))
    return m4b(good.folder / "book.m4b", [("Spring", longer)])
