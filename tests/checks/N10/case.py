from pathlib import Path

from planted import Good

PLACE = "voices/reader.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\npauses: {paragraph: 0}\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\npauses: {paragraph: 1200, head: 0}\n"})
