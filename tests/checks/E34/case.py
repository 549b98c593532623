from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css:"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", ".aside { position: absolute; left: 0 }")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", ".aside { position: relative }")})
