from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/images/leaf.png"


def moving(milliseconds: int, **more: int) -> bytes:
    frames = [Image.new("L", (320, 240), level) for level in (200, 210, 220)]
    output = BytesIO()
    frames[0].save(output, "PNG", save_all=True, append_images=frames[1:], duration=milliseconds, **more)
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.archive({"images/leaf.png": moving(400, loop=0)})


def quiet(good: Good) -> Path:
    return good.archive({"images/leaf.png": moving(400, loop=1)})
