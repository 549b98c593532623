from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("the chapter about spring", "here")})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("the chapter about spring", "here is spring")})
