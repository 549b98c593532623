from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced("00:00:00Z", "00:00:00.000Z")})


def quiet(good: Good) -> Path:
    return good.edition()
