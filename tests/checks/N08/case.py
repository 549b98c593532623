from pathlib import Path

from planted import Good

PLACE = "voices/reader.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\nlanguage: fr\n"})


def quiet(good: Good) -> Path:
    return good.manuscript({"voices/reader.yaml": "engine: espeak\nlanguage: en-GB\n"})
