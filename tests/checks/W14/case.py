from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.vtt:16"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(replaced("By A. Writer", "By A. Writer, who wrote all of this in one summer")(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(replaced("By A. Writer", "By A. Writers")(path.read_bytes()))
    return path
