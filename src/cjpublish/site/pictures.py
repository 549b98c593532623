"""The cover in every size that pages, feeds and home screens ask for, and the code that a telephone reads."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from cjpublish.model import Publication
from cjpublish.site.addresses import COVER, COVER_SMALL, COVER_SQUARE, ICONS
from cjpublish.site.files import SiteFile, file

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["code", "covers"]

_SMALL = (400, 600)
_GAP = 1.5
"""How many times as large as wanted a picture is decoded at least, quickly, before it is made smaller with care."""


def covers(publication: Publication) -> Iterator[SiteFile]:
    """Yield the cover upright, small, square, and as icons."""
    from cjpublish.editions.views import cover  # Pillow is slow to import

    upright, square = cover.portrait(publication), cover.square(publication)
    yield file(COVER, "image/jpeg", upright)
    yield file(COVER_SMALL, "image/jpeg", _saved(_shrunk(upright, _SMALL), "JPEG", quality=85))
    yield file(COVER_SQUARE, "image/jpeg", square)
    for name, side in ICONS:
        icon = _shrunk(square, (side, side)).quantize(128)
        yield file(name, "image/png", _saved(icon, "PNG", optimize=True))


def code(address: str) -> bytes:
    """Return an address as a QR code, SVG: dark on white with a margin, whatever the page's colours."""
    import segno

    output = BytesIO()
    made = segno.make(address, micro=False, error="m")
    made.save(output, kind="svg", dark="#000", light="#fff", border=4, scale=4, xmldecl=False)
    return output.getvalue()


def _shrunk(jpeg: bytes, size: tuple[int, int]) -> Image.Image:
    """Return a picture in a smaller size of the same shape."""
    from PIL import Image

    image = Image.open(BytesIO(jpeg))
    image.thumbnail(size, reducing_gap=_GAP)  # decodes no more of it than it needs
    return image


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()
