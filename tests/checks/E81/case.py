from pathlib import Path

from asked import needed
from planted import Good, replaced

SLOW = True
OPTIONS = {"tools": True}
PLACE = "the-kitchen-garden.epub"


def fires(good: Good) -> Path:
    needed("EPUBCheck")
    return good.archive({"content.opf": replaced("<package ", '<package prefix=" x: http://x.example/ " ')})


def quiet(good: Good) -> Path:
    needed("EPUBCheck")
    return good.archive({"content.opf": replaced("<package ", '<package prefix="x: http://x.example/" ')})
