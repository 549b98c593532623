"""PNG, JPEG, GIF and WebP: how they are stored, what their metadata tells, and how they look."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from cjpublish.checks.pictures import flat, motion
from cjpublish.checks.pictures.colour import RGB, contrast
from cjpublish.checks.pictures.facts import PictureFacts

__all__ = ["examined"]

_LOOKED_AT = 1600
"""Pixels of the longer side down to which a JPEG may be decoded: only its flat areas are looked at."""
_MOST = 50_000_000
"""Pixels of the largest picture that is decoded."""
_OWNERS = (ExifTags.Base.CameraOwnerName, ExifTags.Base.BodySerialNumber)
"""The artist is none of them: that name is written on purpose, as a credit."""
_BLACK: RGB = (0, 0, 0)
_CLEAR = 64
"""Alpha under which a pixel counts as not there."""


def examined(content: bytes) -> PictureFacts:
    """Return a picture's facts; of one that is damaged only that."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _examined(content)
    except Image.DecompressionBombError:
        return PictureFacts(size=len(content), damage="it has too many pixels to open safely")
    except UnidentifiedImageError:
        return PictureFacts(size=len(content), damage="it is not of the kind that it says it is")
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        # Pillow's decoders raise each of these for damaged files.
        return PictureFacts(size=len(content), damage=str(error) or "its end is missing")


def _examined(content: bytes) -> PictureFacts:
    image = Image.open(BytesIO(content), formats=("GIF", "JPEG", "PNG", "WEBP"))
    exif = image.getexif()
    width, height = image.size
    facts: dict[str, Any] = {
        "width": width,
        "height": height,
        "size": len(content),
        "told": tuple(_told(exif)),
        "turned": exif.get(ExifTags.Base.Orientation, 1) in range(2, 9),
        "colours": _colours(image, content),
    }
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        moves, flashes = motion.of_frames(image)
        return PictureFacts(moves=moves, flashes=flashes, **facts)
    if width * height > _MOST:
        return PictureFacts(**facts)
    image.draft("RGB", (_LOOKED_AT, _LOOKED_AT))
    image.load()
    dark = image.has_transparency_data and _dark_on_clear(image)
    return PictureFacts(**facts, dark_on_clear=dark, **flat.looked_at(image))


def _told(exif: Image.Exif) -> list[str]:
    """Return what Exif tells of people: a position, and a name or number that leads to one."""
    told = []
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if ExifTags.GPS.GPSLatitude in position or ExifTags.GPS.GPSLongitude in position:
        told.append("where it was taken")
    more = exif.get_ifd(ExifTags.IFD.Exif)
    said = [str(more.get(tag) or exif.get(tag) or "").strip("\0 ") for tag in _OWNERS]
    if said[0]:
        told.append("whose camera it is from")
    elif said[1]:
        told.append("the number of the camera it is from")
    return told


def _colours(image: Image.Image, content: bytes) -> str:
    """Return what is odd about how colours are stored; empty where any e-reader shows them rightly."""
    if image.mode in ("CMYK", "YCCK"):
        return "the colours of a printing press (CMYK)"
    if image.mode.startswith("I") or (image.format == "PNG" and content[24] > 8):  # PNG, 11.2.1: IHDR's bit depth
        return "16 bits a colour"
    profile = image.info.get("icc_profile")
    if not profile:
        return ""
    space = bytes(profile[16:20]).strip().decode("latin-1")  # ICC.1:2022, 7.2: the header's data colour space
    if image.mode.startswith("RGB") and space != "RGB":
        return f"a colour profile that does not fit it ({space or 'broken'})"
    return ""


def _dark_on_clear(image: Image.Image) -> bool:
    """Tell whether what borders on the picture's clear part is mostly too dark to be seen on black."""
    small = image.convert("RGBA")
    small.thumbnail((160, 160), Image.Resampling.BOX)
    width, height = small.size
    pixels = memoryview(small.tobytes())
    alpha = bytes(pixels[3::4])
    clear = sum(value < _CLEAR for value in alpha)
    if clear < 0.2 * len(alpha) or clear == len(alpha):
        return False
    borders = dark = 0
    for place, value in enumerate(alpha):
        if value < _CLEAR:
            continue
        x, y = place % width, place // width
        beside = [
            alpha[place + step]
            for step, there in ((-1, x), (1, x < width - 1), (-width, y), (width, y < height - 1))
            if there
        ]
        if any(other < _CLEAR for other in beside):
            borders += 1
            red, green, blue = pixels[4 * place : 4 * place + 3]
            dark += contrast((red, green, blue), _BLACK) < 3
    return borders > 0 and dark >= 0.8 * borders
