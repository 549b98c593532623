from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/css/epub.css:"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("html {", "@import url(https://garden.example/print.css);\n\nhtml {")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "epub.css": replaced("html {", "@import url(print.css);\n\nhtml {"),
            "content.opf": replaced(
                "<manifest>", '<manifest><item href="css/print.css" id="print" media-type="text/css"/>'
            ),
            "EPUB/css/print.css": "",
        }
    )
