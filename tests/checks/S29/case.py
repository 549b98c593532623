from pathlib import Path

from planted import Good
from sounds import TEXTS, mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", speech(good))], texts=TEXTS)


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", speech(good))])
