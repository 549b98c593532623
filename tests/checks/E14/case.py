from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/nav.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced('<itemref idref="text-about-this-publication"/>', "")})


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                '<itemref idref="text-about-this-publication"/>',
                '<itemref idref="text-about-this-publication" linear="no"/>',
            )
        }
    )
