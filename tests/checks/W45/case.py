from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.lpf/publication.json"


def fires(good: Good) -> Path:
    return good.archive(
        {"publication.json": replaced('"name": "Cover: The Kitchen Garden, A. Writer."', '"name": ""')},
        "the-kitchen-garden.lpf",
    )


def quiet(good: Good) -> Path:
    return good.archive({"publication.json": replaced('"rel": "cover"', '"rel": ["cover"]')}, "the-kitchen-garden.lpf")
