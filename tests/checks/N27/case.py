from pathlib import Path

from narrators import SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": b"This is no sound."})


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES))})
