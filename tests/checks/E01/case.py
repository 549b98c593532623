from pathlib import Path

from planted import Good

PLACE = "sounds-good.epub"


def fires(good: Good) -> Path:
    return good.edition("the-kitchen-garden.mp3").rename(good.folder / "sounds-good.epub")


def quiet(good: Good) -> Path:
    return good.edition()
