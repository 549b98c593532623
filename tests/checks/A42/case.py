from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive(
        {"summer.xhtml": replaced("<hr/>", '<hr/>\n<audio controls="controls" autoplay="autoplay"></audio>')}
    )


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", '<hr/>\n<audio controls="controls"></audio>')})
