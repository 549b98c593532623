from pathlib import Path

import numpy as np

from narrators import RATE, SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(np.zeros(5 * RATE, np.int16))})


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES) // 8)})
