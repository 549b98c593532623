from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.vtt:16"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(replaced("<v reader>By A. Writer", "<v reader>")(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(replaced("<v reader>By A. Writer", "<v reader>…")(path.read_bytes()))
    return path
