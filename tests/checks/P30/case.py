from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/images/leaf.png"
SAID = replaced('alt="" role="presentation"', 'alt="A bean leaf on a table."')
BARE = replaced("background-color: #ffffff;", "")


def leaf(ground: str) -> bytes:
    """Return a dark leaf on a ground."""
    picture = Image.new("RGBA", (640, 320), ground)
    ImageDraw.Draw(picture).ellipse((220, 60, 420, 260), fill="#1a1a1a")
    output = BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()


def fires(good: Good) -> Path:
    return good.archive({"images/leaf.png": leaf("#00000000"), "summer.xhtml": SAID, "css/epub.css": BARE})


def quiet(good: Good) -> Path:
    return good.archive({"images/leaf.png": leaf("#ffffff"), "summer.xhtml": SAID, "css/epub.css": BARE})
