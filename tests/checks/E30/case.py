from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('<a href="#spring-ref-1"', '<a href="../nav.xhtml#toc"')})


def quiet(good: Good) -> Path:
    return good.edition()
