"""Small copies of pictures, for the report."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

from cjpublish.errors import InputError

__all__ = ["shrunk", "thumbnail"]

_LONGEST = 480
"""Pixels of a thumbnail's longer side, at most."""
_LARGEST_SVG = 60_000
"""Bytes of a drawing, which can't be made smaller, at most."""


def thumbnail(path: Path) -> bytes:
    """Return a picture, or an EPUB's cover, as a JPEG of at most 480 pixels a side, or as SVG.

    Empty where there is no such picture or it can't be shown. A pure function of the file's bytes. Raises OSError where
    the file can't be read.
    """
    with path.open("rb") as file:
        is_archive = file.read(2) == b"PK"
    return _cover(path) if is_archive else shrunk(path.read_bytes())


def shrunk(content: bytes) -> bytes:
    """Return a picture's bytes as a thumbnail, as `thumbnail` does."""
    if b"<svg" in content[:4096]:
        return _drawing(content)
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=("GIF", "JPEG", "PNG", "WEBP"))
            image.draft("RGB", (2 * _LONGEST, 2 * _LONGEST))
            ImageOps.exif_transpose(image, in_place=True)
        mode = "RGBA" if image.has_transparency_data else "RGB"
        small = image if image.mode == mode else image.convert(mode)
        small.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
        flat = Image.new("RGB", small.size, "#ffffff")
        flat.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
        output = BytesIO()
        flat.save(output, "JPEG", quality=75)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError, EOFError):
        # Pillow's decoders raise each of these for damaged files.
        return b""
    return output.getvalue()


def _drawing(content: bytes) -> bytes:
    from cjpublish.editions.views import svg

    try:
        cleaned = svg.clean(content, "drawing.svg")
    except InputError:
        return b""
    return cleaned if len(cleaned) <= _LARGEST_SVG else b""


def _cover(path: Path) -> bytes:
    from cjpublish.artifacts import ebook

    try:
        with ebook.opened(path, path.name) as book:
            item = next((item for item in book.items if "cover-image" in item.properties), None)
            return shrunk(book.archive.read(item.name)) if item and book.archive.has(item.name) else b""
    except InputError:
        return b""
