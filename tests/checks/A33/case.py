from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<hr/>", '<hr/>\n<p>Back <a href="spring.xhtml"></a></p>')})


def quiet(good: Good) -> Path:
    return good.archive(
        {"summer.xhtml": replaced("<hr/>", '<hr/>\n<p>Back <a href="spring.xhtml" aria-label="to spring"></a></p>')}
    )
