from pathlib import Path

from planted import Good
from sounds import mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    texts = {"TIT2": "Spring", "TLEN": "52000"}
    return mp3(good.folder / "spring.mp3", [("Spring", speech(good))], texts=texts)


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", speech(good))])
