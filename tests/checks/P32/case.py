from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

LEAF = "manuscript/images/leaf.png"
IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/leaf.png"
SAID = replaced("decorative: true", "alt: A bean leaf on a table.")


def moving(milliseconds: int) -> bytes:
    frames = [Image.new("L", (640, 480), level) for level in (255, 0) * 6]
    output = BytesIO()
    frames[0].save(output, "PNG", save_all=True, append_images=frames[1:], duration=milliseconds, loop=0)
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({LEAF: moving(60), IMAGES: SAID})


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: moving(900), IMAGES: SAID})
