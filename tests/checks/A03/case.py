from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">alternativeText<", ">alternativetext<")})


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">visual<", ">chartOnVisual<")})
