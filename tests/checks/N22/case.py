from pathlib import Path

from narrators import RATE, SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"
SLOW = True


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES)[::2], RATE // 2)})


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES))})
