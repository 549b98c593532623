from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/nav.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"nav.xhtml": replaced("text/summer.xhtml", "text/summer.xhtml#autumn")})


def quiet(good: Good) -> Path:
    return good.archive({"nav.xhtml": replaced("text/summer.xhtml", "text/summer.xhtml#summer")})
