from pathlib import Path

from narrators import CHAPTER, SENTENCES, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"
SLOW = True
_QUOTED = "A garden is never in a rush."
_CHAPTER = f"{CHAPTER}\n> {_QUOTED}\n"


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES, _QUOTED))}, chapter=_CHAPTER)


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told(*SENTENCES, "Quote.", _QUOTED, "End of quote."))}, chapter=_CHAPTER)
