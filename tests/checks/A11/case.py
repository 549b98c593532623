from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"
ALSO = ("P06",)


def _undescribed(content: bytes) -> bytes:
    content = replaced(' aria-details="spring-figure-description"', "")(content)
    return replaced('class="description', 'class="more', -1)(content)


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": _undescribed})


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("aria-details=", "aria-describedby=")})
