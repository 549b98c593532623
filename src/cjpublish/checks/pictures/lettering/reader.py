"""The recogniser: PP-OCRv6 small as the package rapidocr carries it, so that nothing is sent or fetched."""

from __future__ import annotations

import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from cjpublish.checks.pictures.lettering.lines import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["read"]

_LOOKED_AT = 1408
"""Pixels of the longer side in which letters are read."""
_SEARCHED = 704
"""Pixels of the longer side in which lines are looked for: what takes most of the memory."""
_MOST = 50_000_000
"""Pixels of the largest picture that is decoded."""
_LEAST = 0.5
"""Certainty from which a line is kept."""


def read(content: bytes) -> tuple[Line, ...] | None:
    """Return the lines of text in a PNG, JPEG, GIF or WebP, from the top down; of an animation in its first frame.

    A damaged picture has none; None is returned for one that has too many pixels to be decoded. The first call in a
    process loads the models, which then have one thread.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            pixels = _pixels(content)
    except Image.DecompressionBombError:
        return None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        return ()  # Pillow's decoders raise each of these for damaged files, which others tell of
    if pixels is None:
        return None
    seen = _engine()(pixels)
    texts, scores = seen.txts or (), seen.scores or ()
    return tuple(Line(text, round(float(score), 3)) for text, score in zip(texts, scores, strict=True))


def _pixels(content: bytes) -> NDArray[np.uint8] | None:
    """Return a picture's pixels, upright on white and no larger than they are looked at: rows of blue, green, red."""
    import numpy as np

    image: Image.Image = Image.open(BytesIO(content), formats=("GIF", "JPEG", "PNG", "WEBP"))
    size = (_LOOKED_AT, _LOOKED_AT)
    image.draft("RGB", size)
    if image.width * image.height > _MOST:
        return None
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        clear.thumbnail(size)
        image = Image.new("RGBA", clear.size, "white")
        image.alpha_composite(clear)
    elif image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    image.thumbnail(size)
    return np.ascontiguousarray(np.asarray(ImageOps.exif_transpose(image).convert("RGB"))[:, :, ::-1])


@cache
def _engine() -> Any:
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    models = {part: str(next(folder.glob(f"*_{part.lower()}_*.onnx"))) for part in ("Det", "Cls", "Rec")}
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LOOKED_AT,
            "Global.text_score": _LEAST,
            **{f"{part}.model_path": path for part, path in models.items()},  # what is named is never fetched
            "Det.limit_type": "max",
            "Det.limit_side_len": _SEARCHED,
            "Cls.cls_batch_num": 1,
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
