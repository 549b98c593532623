from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.html"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(replaced("initial-scale=1", "initial-scale=1, maximum-scale=1")(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.html")
    path.write_bytes(
        replaced("initial-scale=1", "initial-scale=1, maximum-scale=10, user-scalable=yes")(path.read_bytes())
    )
    return path
