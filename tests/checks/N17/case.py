from pathlib import Path

from narrators import VOICE, told, wav, written
from planted import Good

PLACE = "manuscript/02-summer.md:"


def fires(good: Good) -> Path:
    return written(good, {"spring.wav": wav(told("Spring."))}, VOICE.replace("fallback: reader\n", ""))


def quiet(good: Good) -> Path:
    return written(good, {"spring.wav": wav(told("Spring."))})
