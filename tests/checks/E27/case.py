from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced(' xml:lang="en" lang="en"', "")})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced(' xml:lang="en" lang="en"', ' lang="en"')})
