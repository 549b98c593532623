from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.lpf/publication.json"


def fires(good: Good) -> Path:
    return good.archive({"publication.json": replaced('"inLanguage": "en",', "")}, "the-kitchen-garden.lpf")


def quiet(good: Good) -> Path:
    return good.archive({"publication.json": replaced('"publisher": {', '"printer": {')}, "the-kitchen-garden.lpf")
