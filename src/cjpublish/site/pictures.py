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


def covers(publication: Publication) -> Iterator[SiteFile]:
    """Yield the cover upright, small, square, and as icons."""
    from PIL import Image

    from cjpublish.editions.views import cover  # Pillow is slow to import

    upright, square = cover.portrait(publication), cover.square(publication)
    yield file(COVER, "image/jpeg", upright)
    yield file(COVER_SMALL, "image/jpeg", _saved(Image.open(BytesIO(upright)).resize(_SMALL), "JPEG", quality=85))
    yield file(COVER_SQUARE, "image/jpeg", square)
    for name, side in ICONS:
        icon = Image.open(BytesIO(square)).resize((side, side)).quantize(128)
        yield file(name, "image/png", _saved(icon, "PNG", optimize=True))


def code(address: str) -> bytes:
    """Return an address as a QR code, SVG: dark on white with a margin, whatever the page's colours."""
    import segno

    output = BytesIO()
    made = segno.make(address, micro=False, error="m")
    made.save(output, kind="svg", dark="#000", light="#fff", border=4, scale=4, xmldecl=False)
    return output.getvalue()


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()
