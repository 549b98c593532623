from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("color: #1a1a1a", "color: #909090")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("color: #1a1a1a", "color: #707070")})
