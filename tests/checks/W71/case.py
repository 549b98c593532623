import re
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.vtt:"


def fires(good: Good) -> Path:
    """All captions come five seconds late."""
    folder = quiet(good)
    captions = folder / "the-kitchen-garden.vtt"
    captions.write_text(re.sub(r"\d\d:(\d\d):(\d\d)\.\d\d\d", _later, captions.read_text()))
    return folder


def quiet(good: Good) -> Path:
    good.edition("the-kitchen-garden.timeline.json")
    good.edition("the-kitchen-garden.vtt")
    return good.folder


def _later(time: re.Match[str]) -> str:
    seconds = int(time[1]) * 60 + int(time[2]) + 5
    return f"00:{seconds // 60:02}:{seconds % 60:02}.{time[0][-3:]}"
