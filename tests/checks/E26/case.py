from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced('<div id="summer-figure"', '<div id="summer-table"')})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced('<div id="summer-figure"', '<div id="spring-figure"')})
