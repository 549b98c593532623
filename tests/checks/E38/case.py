from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css:"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", ".credit { font-size: 0.3em }")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", "sup { font-size: 0.6em }")})
