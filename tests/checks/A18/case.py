from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"
ALSO = ("E19",)


def fires(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                '<itemref idref="text-spring"/>\n    <itemref idref="text-summer"/>',
                '<itemref idref="text-summer"/>\n    <itemref idref="text-spring"/>',
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive({"nav.xhtml": replaced('<li><a id="sc0de243c" href="text/summer.xhtml">Summer</a></li>', "")})
