from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

LEAF = "manuscript/images/leaf.png"
IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/leaf.png"
SAID = replaced("decorative: true", "alt: A bean leaf on a table.")


def drawing(width: int, height: int) -> bytes:
    output = BytesIO()
    Image.new("L", (width, height), 240).save(output, "PNG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({LEAF: drawing(5200, 40), IMAGES: SAID})


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: drawing(4900, 40), IMAGES: SAID})
