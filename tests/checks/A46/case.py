from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("font-size: 1.3em", "font-size: 18px")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("0.06em solid", "1px solid")})
