from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"
ALSO = ("E21",)


def fires(good: Good) -> Path:
    return good.archive(
        {"summer.xhtml": replaced("<hr/>", '<hr/>\n<span id="p2" epub:type="pagebreak" role="doc-pagebreak"></span>')}
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "summer.xhtml": replaced(
                "<hr/>", '<hr/>\n<span id="p2" epub:type="pagebreak" role="doc-pagebreak" aria-label="2"></span>'
            )
        }
    )
