from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/about-this-publication.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"about-this-publication.xhtml": replaced("</h1>", "")})


def quiet(good: Good) -> Path:
    return good.archive({"about-this-publication.xhtml": replaced("</h1>", "&nbsp;</h1>")})
