from pathlib import Path

from narrators import SENTENCES, told, wav, written
from planted import Good

PLACE = "voices/person/notes.ogg"


def fires(good: Good) -> Path:
    return written(good, {"summer.wav": wav(told(*SENTENCES)), "notes.ogg": b"OggS"})


def quiet(good: Good) -> Path:
    return written(good, {"summer.WAV": wav(told(*SENTENCES)), ".notes.ogg": b"OggS"})
