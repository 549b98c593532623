from pathlib import Path

from narrators import SENTENCES, listened, told, wav
from planted import Good

PLACE = "manuscript/02-summer.md:"
SLOW = True


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(SENTENCES[0], SENTENCES[1]))})


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES))})
