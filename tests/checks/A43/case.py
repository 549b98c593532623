from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", '<hr/>\n<iframe src="spring.xhtml"></iframe>')})


def quiet(good: Good) -> Path:
    return good.archive(
        {"summer.xhtml": replaced("<hr/>", '<hr/>\n<iframe src="spring.xhtml" title="Spring again"></iframe>')}
    )
