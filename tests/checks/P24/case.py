from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image

from planted import Good, replaced

LEAF = "manuscript/images/leaf.png"
IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/leaf.png"
SAID = replaced("decorative: true", "alt: A bean leaf on a table.")


def photograph(said: dict[int, dict[int, object]]) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "A. Writer"
    for part, values in said.items():
        exif.get_ifd(part).update(values)
    output = BytesIO()
    Image.effect_noise((640, 480), 80).save(output, "PNG", exif=exif)
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript(
        {LEAF: photograph({ExifTags.IFD.GPSInfo: {ExifTags.GPS.GPSLatitude: (11.0, 33.0, 0.0)}}), IMAGES: SAID}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: photograph({ExifTags.IFD.Exif: {ExifTags.Base.ExposureTime: 0.01}}), IMAGES: SAID})
