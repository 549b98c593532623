from pathlib import Path

from planted import Good
from sounds import for_acx, mp3, pauses

OPTIONS = {"sound": True, "profile": "acx"}


def fires(good: Good) -> Path:
    sound = for_acx(good)
    at = pauses(sound, 44_100)[3]
    halves = [("Spring", sound[:at]), ("Spring", sound[at:])]
    return mp3(good.folder / "spring.mp3", halves, rate=44_100, bitrates=(256_000, 192_000))


def quiet(good: Good) -> Path:
    sound = for_acx(good)
    at = pauses(sound, 44_100)[3]
    halves = [("Spring", sound[:at]), ("Spring", sound[at:])]
    return mp3(good.folder / "spring.mp3", halves, rate=44_100, bitrates=(192_000,))
