from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css:"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", "figure img { width: 300px }")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", "figure { border: 1px solid }")})
