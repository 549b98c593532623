import re
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden-readalong.epub/EPUB/content.opf"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": _changed}, READALONG)


def quiet(good: Good) -> Path:
    return good.edition(READALONG)


def _changed(content: bytes) -> bytes:
    return re.sub(rb'<meta property="media:narrator">.*?</meta>', rb"", content)
