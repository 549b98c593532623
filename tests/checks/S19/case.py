from pathlib import Path

from cjpublish.audio.id3 import Mark
from planted import Good
from sounds import mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    marks = [Mark("Spring", 0, 49_000), Mark("Summer", 52_245, 104_490)]
    return mp3(good.folder / "book.mp3", [("Spring", speech(good))] * 2, marks=marks)


def quiet(good: Good) -> Path:
    marks = [Mark("Spring", 0, 52_220), Mark("Summer", 52_245, 104_490)]
    return mp3(good.folder / "book.mp3", [("Spring", speech(good))] * 2, marks=marks)
