from pathlib import Path

import numpy as np

from planted import Good
from sounds import muxed, speech

OPTIONS = {"sound": True}
SLOW = True


def fires(good: Good) -> Path:
    return muxed(good.folder / "book.m4b", np.tile(speech(good), 12))


def quiet(good: Good) -> Path:
    return muxed(good.folder / "book.m4b", np.tile(speech(good), 10))
