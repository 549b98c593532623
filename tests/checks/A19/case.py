from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced(">unlocked<", ">MathML<")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(">unlocked<", ">MathML<"),
            "summer.xhtml": replaced(
                "<hr/>", '<hr/>\n<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mn>2</mn></math></p>'
            ),
        }
    )
