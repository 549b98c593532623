"""Pictures with text in them, drawn for tests."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import fontpkg_source_serif_4
from PIL import Image, ImageDraw, ImageFilter, ImageFont

__all__ = ["SERIF", "drawn", "jpeg", "photograph", "png", "signed"]

SERIF = next(Path(fontpkg_source_serif_4.__file__).parent.rglob("SourceSerif4?opsz*.ttf"))


def drawn(
    text: str, size: int = 40, *, font: Path | None = SERIF, turned: float = 0, ink: str = "black"
) -> Image.Image:
    """Return a text on white, in a font (None: Pillow's own), turned by some degrees."""
    face = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    left, top, right, bottom = ImageDraw.Draw(Image.new("RGB", (1, 1))).multiline_textbbox((0, 0), text, font=face)
    image = Image.new("RGB", (int(right - left) + 120, int(bottom - top) + 120), "white")
    ImageDraw.Draw(image).multiline_text((60 - left, 60 - top), text, ink, font=face)
    return image.rotate(turned, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def photograph(width: int = 900, height: int = 600, seed: int = 5) -> Image.Image:
    """Return something like a photograph without any text: soft blots of colour with grain."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), (110, 140, 120))
    pen = ImageDraw.Draw(image)
    for _ in range(90):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.randrange(20, 160)
        colour = tuple(chance.randrange(40, 220) for _ in range(3))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    soft = image.filter(ImageFilter.GaussianBlur(12))
    grain = Image.frombytes("RGB", (width, height), chance.randbytes(3 * width * height))
    return Image.blend(soft, grain, 0.12)


def signed(text: str) -> Image.Image:
    """Return such a photograph with a sign in it."""
    image, sign = photograph(), drawn(text, 54, font=None, ink="navy").rotate(2, expand=True, fillcolor="white")
    image.paste(sign, (180, 150))
    return image.filter(ImageFilter.GaussianBlur(0.8))


def png(image: Image.Image) -> bytes:
    """Return a picture as a PNG file."""
    return _saved(image, "PNG")


def jpeg(image: Image.Image) -> bytes:
    """Return a picture as a JPEG file."""
    return _saved(image, "JPEG")


def _saved(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()
