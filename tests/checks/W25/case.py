from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced('<meta name="viewport" content="width=device-width, initial-scale=1"/>', "")(path.read_bytes())
    )
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced('name="viewport"', 'name="Viewport"')(path.read_bytes()))
    return path
