from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/cover.xhtml"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"epub.css": replaced("-epub-media-overlay-active", "-highlight", -1)}, READALONG)


def quiet(good: Good) -> Path:
    return good.edition(READALONG)
