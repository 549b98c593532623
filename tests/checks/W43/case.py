from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.lpf/publication.json"


def fires(good: Good) -> Path:
    return good.archive({"publication.json": replaced("PT126.642S", "PT226.642S")}, "the-kitchen-garden.lpf")


def quiet(good: Good) -> Path:
    return good.archive({"publication.json": replaced("PT126.642S", "PT2M6.642S")}, "the-kitchen-garden.lpf")
