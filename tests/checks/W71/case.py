from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.guide.json"


def fires(good: Good) -> Path:
    return good.edition("the-kitchen-garden.guide.json")


def quiet(good: Good) -> Path:
    path = good.publication() / "dist"
    guide = path / "the-kitchen-garden.guide.json"
    guide.write_bytes(guide.read_bytes() + b"\n")
    return path
