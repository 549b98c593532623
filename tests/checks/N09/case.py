from pathlib import Path

from planted import Good

PLACE = "voices/reader.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\nrate: 2\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\nrate: 1.2\n"})
