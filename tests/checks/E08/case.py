from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/images/leaf.png"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced('media-type="image/png"', 'media-type="image/jpeg"')})


def quiet(good: Good) -> Path:
    return good.edition()
