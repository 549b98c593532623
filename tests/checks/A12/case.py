from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">unlocked<", ">pageNavigation<")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(">unlocked<", ">pageBreakMarkers<"),
            "summer.xhtml": replaced("<hr/>", '<hr/>\n<span id="p2" role="doc-pagebreak" aria-label="2"></span>'),
        }
    )
