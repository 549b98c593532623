from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive(
        {"spring.xhtml": replaced('aria-details="spring-figure-description"', 'aria-details="nowhere"')}
    )


def quiet(good: Good) -> Path:
    return good.edition()
