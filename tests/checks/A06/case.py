from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced("The long description", "The long description " * 30)})


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced("The long description", "The long description " * 10)})
