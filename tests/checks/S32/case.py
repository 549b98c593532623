from pathlib import Path

from planted import Good
from sounds import TEXTS, for_acx, mp3

OPTIONS = {"sound": True, "profile": "acx"}
ALSO = ("S31",)
SLOW = True


def fires(good: Good) -> Path:
    sound = for_acx(good, 16_000)
    texts = {**TEXTS, "TRCK": "3/9"}
    return mp3(good.folder / "spring.mp3", [("Spring", sound)] * 140, rate=16_000, bitrates=(40_000,), texts=texts)


def quiet(good: Good) -> Path:
    sound = for_acx(good, 16_000)
    return mp3(good.folder / "spring.mp3", [("Spring", sound)] * 3, rate=16_000, bitrates=(40_000,))
