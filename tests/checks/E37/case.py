from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css:"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", "body { font-size: 1em !important }")})


def quiet(good: Good) -> Path:
    return good.archive({"epub.css": replaced("/* Headings */", ".chart { color: #123 !important }")})
