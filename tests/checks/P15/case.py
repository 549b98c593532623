from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good

PLACE = "manuscript/02-summer.md"


def jpeg() -> bytes:
    output = BytesIO()
    Image.new("L", (640, 120), 240).save(output, "JPEG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/images/leaf.png": b"BM" + bytes(60)})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/images/leaf.png": jpeg()})
