from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/spring.xhtml"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('role="doc-chapter"', 'role="doc-chapters"')})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced('role="doc-chapter"', 'role="doc-chapters region"')})
