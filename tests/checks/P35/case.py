from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

SETTINGS = "manuscript/publication.yaml"
COVER = "manuscript/images/cover.png"
IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/cover.png"
NAMED = replaced("title:", "cover: images/cover.png\ntitle:")
SAID = replaced("leaf.png:", "cover.png:\n  alt: A wall of brick around a garden.\nleaf.png:")


def cover(width: int, height: int) -> bytes:
    output = BytesIO()
    Image.new("L", (width, height), 240).save(output, "PNG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({COVER: cover(600, 900), SETTINGS: NAMED, IMAGES: SAID})


def quiet(good: Good) -> Path:
    return good.manuscript({COVER: cover(1600, 2400), SETTINGS: NAMED, IMAGES: SAID})
