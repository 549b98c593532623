from pathlib import Path

from planted import Good
from sounds import for_acx, louder, mp3

OPTIONS = {"sound": True, "profile": "acx"}


def fires(good: Good) -> Path:
    quieter = louder(for_acx(good), -5)
    return mp3(good.folder / "spring.mp3", [("Spring", quieter)], rate=44_100, bitrates=(192_000,))


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", for_acx(good))], rate=44_100, bitrates=(192_000,))
