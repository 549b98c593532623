from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                '<meta property="dcterms:modified">',
                '<meta property="rendition:layout">pre-paginated</meta><meta property="dcterms:modified">',
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {
            "content.opf": replaced(
                '<meta property="dcterms:modified">',
                '<meta property="rendition:layout">reflowable</meta><meta property="dcterms:modified">',
            )
        }
    )
