from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">The Garden Press</meta>", ">cjpublish 1.0</meta>")})


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">The Garden Press</meta>", ">Pandora and Sons</meta>")})
