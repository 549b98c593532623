from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/nav.xhtml:"
ALSO = ("A33",)


def fires(good: Good) -> Path:
    return good.archive({"nav.xhtml": replaced(">Summer</a>", "></a>")})


def quiet(good: Good) -> Path:
    return good.archive(
        {"nav.xhtml": replaced(">Summer</a>", '><img src="images/leaf.png" alt="The chapter about summer."/></a>')}
    )
