from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-readalong.epub/EPUB/text/spring.xhtml:"
ALSO = ("A13", "A14")
READALONG = "the-kitchen-garden-readalong.epub"


def fires(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("<ul id=", "<p>Nobody reads this aloud.</p>\n<ul id=")}, READALONG)


def quiet(good: Good) -> Path:
    return good.archive({"spring.xhtml": replaced("<ul id=", "<p>* * *</p>\n<ul id=")}, READALONG)
