from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.audiobook/manifest.json"


def fires(good: Good) -> Path:
    return good.archive(
        {"manifest.json": replaced('"type": "audio/mpeg"', '"type": "text/html"')}, "the-kitchen-garden.audiobook"
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {"manifest.json": replaced('"type": "audio/mpeg"', '"type": "audio/mp3"')}, "the-kitchen-garden.audiobook"
    )
