from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                '<itemref idref="text-spring"/>', '<itemref idref="text-spring"/><itemref idref="text-spring"/>'
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive({"content.opf": replaced('<itemref idref="cover"/>', '<itemref idref="cover" linear="no"/>')})
