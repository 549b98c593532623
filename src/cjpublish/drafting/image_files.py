"""Picture files as the build takes them: kept as they are, or converted where e-readers don't show their format."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["ImageFile", "UnusableError", "image_file"]

_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "MPO": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
"""By Pillow's name: the formats that every reading system knows (EPUB 3.3, 3.2). MPO is a JPEG with more behind it."""
_CONVERTED = ("BMP", "DIB", "TIFF", "AVIF", "JPEG2000", "ICO", "PCX", "PPM", "TGA")
"""What Pillow decodes by itself; EPS and WMF would need other programs."""
_PHOTOGRAPHS = ("AVIF", "JPEG2000")
"""Formats that are lossy already, so that a JPEG loses little more."""
_SVG = re.compile(
    rb"(\xef\xbb\xbf)?(\s|<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg[^>\[]*(\[.*?\]\s*)?>)*+<svg[\s>/]", re.DOTALL
)
_HEAD = 65536
"""Bytes in which an SVG file must begin."""
_UNKNOWN = (
    (re.compile(rb"....ftyp(hei[cx]|mif1)", re.DOTALL), "it is HEIC, which can't be converted here"),
    (re.compile(rb"\x01\x00\x00\x00.{36} EMF", re.DOTALL), "it is EMF, which can't be converted here"),
    (re.compile(rb"\xd7\xcd\xc6\x9a"), "it is WMF, which can't be converted here"),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), "it is PostScript, which can't be converted here"),
    (re.compile(rb"%PDF"), "it is PDF, which can't be converted here"),
)


class UnusableError(Exception):
    """A file that is no picture the build could take; says why, in words that follow a colon."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture that the build takes."""

    content: bytes
    """The file."""
    suffix: str
    """How its name ends, by its content: `.png`."""
    change: str = ""
    """What was done to it, in words that follow its name; empty where it is as it was."""


def image_file(content: bytes) -> ImageFile:
    """Return a picture's file as PNG, JPEG, GIF, WebP or SVG, by its content.

    Raises UnusableError where it is none of these and can't be made one, is damaged, or is too large to open.
    """
    from PIL import Image, UnidentifiedImageError

    if _SVG.match(content, 0, _HEAD):
        return ImageFile(content, ".svg")
    for signature, reason in _UNKNOWN:
        if signature.match(content):
            raise UnusableError(reason)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=[*(_SUFFIXES.keys() - {"MPO"}), *_CONVERTED])
            image.load()
            return _kept(image, content)
    except UnidentifiedImageError as error:
        raise UnusableError("it is no picture of a known format") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusableError("it has too many pixels to open safely") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        # Pillow's decoders raise each of these for damaged files.
        raise UnusableError("it is damaged") from error


def _kept(image: Image.Image, content: bytes) -> ImageFile:
    kind = image.format or ""
    frames = 1 if kind in ("MPO", "TIFF", "ICO") else getattr(image, "n_frames", 1)
    if kind in _SUFFIXES and frames == 1:
        return ImageFile(content, _SUFFIXES[kind])
    if kind in _SUFFIXES:
        # A reader can't stop a moving picture (WCAG 2.2, 2.2.2).
        image.seek(0)
        return _encoded(image, "PNG", f"moved, and is the first of its {frames} pictures now")
    if kind in _PHOTOGRAPHS and not image.has_transparency_data:
        return _encoded(image.convert("RGB"), "JPEG", f"was {kind}, which few e-readers show, and is JPEG now")
    return _encoded(image, "PNG", f"was {kind}, which few e-readers show, and is PNG now")


def _encoded(image: Image.Image, kind: str, change: str) -> ImageFile:
    profile = image.info.get("icc_profile")
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        # A profile of four colours does not fit what Pillow makes of them.
        profile = None if image.mode == "CMYK" else profile
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    output = BytesIO()
    image.save(output, kind, icc_profile=profile, **({"quality": 90} if kind == "JPEG" else {}))
    return ImageFile(output.getvalue(), _SUFFIXES[kind], change)
