from pathlib import Path

from planted import Good
from sounds import mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    first = mp3(good.folder / "book.mp3", [("Spring", speech(good))])
    second = mp3(good.folder / "second.mp3", [("Spring", speech(good, 24_000))], rate=24_000, texts={})
    frames = second.read_bytes()
    second.unlink()
    first.write_bytes(first.read_bytes() + frames[frames.index(b"\xff\xf3", 10_000) :])
    return first


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.mp3")
