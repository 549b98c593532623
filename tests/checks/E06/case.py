from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive(
        {"content.opf": replaced("<manifest>", '<manifest><item href="fonts/one.ttf" id="one" media-type="font/ttf"/>')}
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                "<manifest>", '<manifest><item href="fonts/one.ttf" id="one" media-type="font/ttf"/>'
            ),
            "EPUB/fonts/one.ttf": b"a font",
        }
    )
