from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(path.read_bytes().replace(b"A year", b"A y\xe9ar"))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    said = replaced('charset="utf-8"', 'charset="iso-8859-1"')(path.read_bytes())
    path.write_bytes(said.replace(b"A year", b"A y\xe9ar"))
    return path
