from pathlib import Path

from planted import Good
from sounds import louder, m4b, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    return m4b(good.folder / "book.m4b", [("Spring", louder(speech(good), -8))])


def quiet(good: Good) -> Path:
    """Mono at -19 LUFS is as loud as stereo at -16."""
    return m4b(good.folder / "book.m4b", [("Spring", louder(speech(good), -3))])
