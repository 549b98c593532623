from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.lpf/publication.json"


def fires(good: Good) -> Path:
    return good.archive({"images/leaf.png": None}, "the-kitchen-garden.lpf")


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.lpf")
