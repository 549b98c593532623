from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"


def fires(good: Good) -> Path:
    return good.archive({"content.opf": _unmarked})


def quiet(good: Good) -> Path:
    return good.edition()


def _unmarked(content: bytes) -> bytes:
    return content.replace(b' properties="cover-image"', b"").replace(b'name="cover"', b'name="wrapper"')
