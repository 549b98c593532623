from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml"
ALSO = ("A10", "A15")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<circle r="4"/></svg>'
_ITEM = '<item href="text/summer.xhtml"'


def _with_drawing(good: Good, title: str) -> Path:
    return good.archive(
        {
            "content.opf": replaced(_ITEM, f'{_ITEM} properties="svg"'),
            "summer.xhtml": replaced("<hr/>", _SVG.format(title)),
        }
    )


def fires(good: Good) -> Path:
    return _with_drawing(good, "")


def quiet(good: Good) -> Path:
    return _with_drawing(good, "<title>A ripe tomato.</title>")
