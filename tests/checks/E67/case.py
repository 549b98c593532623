from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/text/content-note.xhtml"
ALSO = ("E64", "A13", "A14")
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced(' media-overlay="text-content-note-overlay"', "")}, READALONG)


def quiet(good: Good) -> Path:
    return good.edition(READALONG)
