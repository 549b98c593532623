from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("Water in the evening", "<big>Water</big> in the evening")})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("Water in the evening", "<small>Water</small> in the evening")})
