from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml:"


def fires(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("spring.xhtml#spring", "javascript:history.back()")})


def quiet(good: Good) -> Path:
    return good.archive({"summer.xhtml": replaced("spring.xhtml#spring", "https://garden.example/javascript:")})
