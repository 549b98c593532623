from pathlib import Path

from planted import Good
from sounds import for_acx, mp3

OPTIONS = {"sound": True, "profile": "acx"}


def fires(good: Good) -> Path:
    sound = for_acx(good)
    cut = sound[: len(sound) - 44_100]
    return mp3(good.folder / "spring.mp3", [("Spring", cut)], rate=44_100, bitrates=(192_000,))


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", for_acx(good))], rate=44_100, bitrates=(192_000,))
