from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced("schema:accessibilitySummary", "dcterms:abstract")})


def quiet(good: Good) -> Path:
    return good.edition()
