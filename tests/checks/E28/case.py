from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("<title>Summer – The Kitchen Garden</title>", "<title> </title>")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "summer.xhtml": replaced(
                "<title>Summer – The Kitchen Garden</title>", "<title>Spring – The Kitchen Garden</title>"
            )
        }
    )
