from pathlib import Path

from planted import Good

PLACE = "dist/the-kitchen-garden.txt"


def fires(good: Good) -> Path:
    return good.publication({"dist/the-kitchen-garden.txt": None})


def quiet(good: Good) -> Path:
    return good.publication()
