from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.audiobook/manifest.json"


def fires(good: Good) -> Path:
    return good.archive({"manifest.json": replaced("#t=29.910", "#t=99.910")}, "the-kitchen-garden.audiobook")


def quiet(good: Good) -> Path:
    return good.archive({"manifest.json": replaced("#t=29.910", "#t=52.200")}, "the-kitchen-garden.audiobook")
