from pathlib import Path

from planted import Good

PLACE = "voices/reader.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\nnarrator: A. Reader\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\npitch: 1.1\n"})
