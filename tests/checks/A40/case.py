from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<a href=", '<a tabindex="2" href=')})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<a href=", '<a tabindex="0" href=')})
