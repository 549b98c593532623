from pathlib import Path

from narrators import VOICE, listened, told, wav
from planted import Good

PLACE = "voices/person/summer.wav"
_CHAPTER = "---\nvoice: person\n---\n\n# Summer\n"


def fires(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told("Summer."))}, f"{VOICE}language: fr\n", _CHAPTER)


def quiet(good: Good) -> Path:
    return listened(good, {"summer.wav": wav(told("Summer."))}, VOICE, _CHAPTER)
