from io import BytesIO
from pathlib import Path

from PIL import Image

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/summer.xhtml:"


def fires(good: Good) -> Path:
    return _with_leaf(good, "TIFF")


def quiet(good: Good) -> Path:
    return _with_leaf(good, "WEBP")


def _with_leaf(good: Good, form: str) -> Path:
    def change(content: bytes) -> bytes:
        leaf = BytesIO()
        Image.open(BytesIO(content)).convert("RGB").save(leaf, form)
        return leaf.getvalue()

    return good.archive({"leaf.png": change, "content.opf": replaced("image/png", f"image/{form.lower()}")})
