from pathlib import Path

from narrators import SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"
SLOW = True


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES, "Thank you for listening to all of this."))})


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES))})
