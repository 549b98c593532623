from pathlib import Path

import numpy as np

from planted import Good
from sounds import louder, muxed, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return muxed(good.folder / "book.m4b", np.stack([louder(speech(good), -3)] * 2), layout="stereo")


def quiet(good: Good) -> Path:
    sound = louder(speech(good), -3)
    return muxed(good.folder / "book.m4b", np.stack((sound, np.roll(sound, 40))), layout="stereo")
