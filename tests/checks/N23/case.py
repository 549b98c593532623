from pathlib import Path

import numpy as np

from narrators import SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"
SLOW = True


def fires(good: Good) -> Path:
    return _louder(good, 30)


def quiet(good: Good) -> Path:
    return _louder(good, 1)


def _louder(good: Good, times: int) -> Path:
    samples = np.clip(told(*SENTENCES).astype(np.int32) * times, -32768, 32767).astype(np.int16)
    return listened(good, {"summer.wav": wav(samples)})
