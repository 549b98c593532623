from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub"


def fires(good: Good) -> Path:
    """Cut the file short, as a download may be."""
    book = good.edition()
    book.write_bytes(book.read_bytes()[:100_000])
    return book


def quiet(good: Good) -> Path:
    return good.edition()
