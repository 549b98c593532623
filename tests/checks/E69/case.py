from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/text/spring.xhtml:"
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced(">Broad beans go", ' hidden="hidden">Broad beans go')}, READALONG)


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("<ul id=", '<p hidden="hidden">For nobody.</p>\n<ul id=')}, READALONG)
