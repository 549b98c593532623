from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('<li id="s93df6f65"', '<li role="doc-endnote" id="s93df6f65"')})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('<li id="s93df6f65"', '<li role="listitem" id="s93df6f65"')})
