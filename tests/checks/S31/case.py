from pathlib import Path

from planted import Good
from sounds import RATE, for_acx, mp3

OPTIONS = {"sound": True, "profile": "acx"}


def fires(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", for_acx(good, RATE))])


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", for_acx(good))], rate=44_100, bitrates=(192_000,))
