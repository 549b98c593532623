from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

LEAF = "manuscript/images/leaf.png"
IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/leaf.png"
SAID = replaced("decorative: true", "alt: A bean leaf on a table.")


def photograph(width: int, height: int) -> bytes:
    output = BytesIO()
    Image.effect_noise((width, height), 80).save(output, "PNG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({LEAF: photograph(200, 150), IMAGES: SAID})


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: photograph(640, 480), IMAGES: SAID})
