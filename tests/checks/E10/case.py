from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": replaced('unique-identifier="id"', 'unique-identifier="isbn"')})


def quiet(good: Good) -> Path:
    return good.archive(
        {"content.opf": replaced("<dc:language>", "<dc:identifier>urn:isbn:9780000000002</dc:identifier><dc:language>")}
    )
