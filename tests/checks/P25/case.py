from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/images/leaf.png"


def photograph(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    output = BytesIO()
    Image.effect_noise((640, 480), 80).save(output, "PNG", exif=exif)
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.archive({"images/leaf.png": photograph(6)})


def quiet(good: Good) -> Path:
    return good.archive({"images/leaf.png": photograph(1)})
