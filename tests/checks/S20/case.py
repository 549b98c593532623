from pathlib import Path

from cjpublish.audio.id3 import Mark
from planted import Good
from sounds import mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    marks = [Mark("Spring", 0, 52_245), Mark("Summer", 52_245, 130_000)]
    return mp3(good.folder / "book.mp3", [("Spring", speech(good))] * 2, marks=marks)


def quiet(good: Good) -> Path:
    marks = [Mark("Spring", 0, 52_245), Mark("Summer", 52_245, 104_800)]
    return mp3(good.folder / "book.mp3", [("Spring", speech(good))] * 2, marks=marks)
