import re
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden-readalong.epub/EPUB/content.opf"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": _longer}, READALONG)


def quiet(good: Good) -> Path:
    return good.edition(READALONG)


def _longer(content: bytes) -> bytes:
    return re.sub(rb'(media:duration">)0:', rb"\g<1>1:", content)
