from pathlib import Path

from narrators import SENTENCES, told, wav, written
from planted import Good

PLACE = "voices/person/summer.wav"


def fires(good: Good) -> Path:
    return written(good, {"summer.wav": wav(told(*SENTENCES)), "summer.flac": b"fLaC"})


def quiet(good: Good) -> Path:
    return written(good, {"summer.wav": wav(told(*SENTENCES)), "spring.flac": b"fLaC"})
