from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced('<html lang="en"', "<html")(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced('<html lang="en"', '<html lang="en-GB"')(path.read_bytes()))
    return path
