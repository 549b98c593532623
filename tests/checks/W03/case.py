from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.vtt:8"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(replaced("00:00:00.600 -->", "00:00:00,600 -->")(path.read_bytes()))
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.vtt")
    path.write_bytes(
        replaced("00:00:00.600 --> 00:00:01.595", "00:00.600 --> 00:01.595 line:0 align:start")(path.read_bytes())
    )
    return path
