import zipfile
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub"


def fires(good: Good) -> Path:
    """Pack the book as any program packs a folder."""
    return _packed(good, zipfile.ZIP_DEFLATED)


def quiet(good: Good) -> Path:
    return _packed(good, zipfile.ZIP_STORED)


def _packed(good: Good, method: int) -> Path:
    book = good.folder / "the-kitchen-garden.epub"
    with zipfile.ZipFile(good.built / "dist" / book.name) as old, zipfile.ZipFile(book, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry), method)
    return book
