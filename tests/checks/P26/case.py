from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

LEAF = "manuscript/images/leaf.png"
JPEG = "manuscript/images/leaf.jpg"
IMAGES = "manuscript/images/images.yaml"
SUMMER = "manuscript/02-summer.md"
PLACE = "manuscript/images/leaf.jpg"
SAID = replaced("leaf.png:\n  decorative: true", "leaf.jpg:\n  alt: A bean leaf on a table.")
NAMED = replaced("leaf.png", "leaf.jpg")


def photograph(mode: str) -> bytes:
    output = BytesIO()
    Image.effect_noise((640, 480), 80).convert("RGB").convert(mode).save(output, "JPEG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({LEAF: None, JPEG: photograph("CMYK"), IMAGES: SAID, SUMMER: NAMED})


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: None, JPEG: photograph("L"), IMAGES: SAID, SUMMER: NAMED})
