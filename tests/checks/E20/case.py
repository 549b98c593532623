from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/nav.xhtml:"


def fires(good: Good) -> Path:
    return good.archive(
        {
            "nav.xhtml": replaced(
                '<li><a epub:type="toc"',
                '<li><a epub:type="cover" href="cover.xhtml">The cover again</a></li>\n<li><a epub:type="toc"',
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "nav.xhtml": replaced(
                '<li><a epub:type="toc"',
                '<li><a epub:type="endnotes" href="text/summer.xhtml">More notes</a></li>\n<li><a epub:type="toc"',
            )
        }
    )
