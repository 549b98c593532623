"""Makes pictures ready for e-readers: sRGB, upright, at most 2,048 px, nothing in them but the picture.

Where only metadata is in the way, the file's compressed picture is kept byte for byte (`stripped`); otherwise it is
decoded, mended and encoded anew. Nothing changes in silence: what can't be published whole is refused.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from cjpublish.editions.views import stripped, svg
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Resource

__all__ = ["picture", "prepare"]

_LONGEST = 2048
"""Pixels of a picture's longer side, at most."""
_MEDIA_TYPES = {
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""By Pillow's name of a format. MPO is a JPEG with further pictures behind it, which telephones write."""
_ORIENTATION = 0x0112
"""The Exif tag."""


@lru_cache(maxsize=256)
def prepare(resource: Resource) -> tuple[bytes, str]:
    """Return a picture's content and its media type, one of EPUB's core media types (standards A.23).

    JPEG, PNG and WebP keep their format; a GIF becomes PNG, which holds the same in fewer bytes. Location and all other
    metadata are gone. Raises InputError for a file that is damaged, holds more than 89 million pixels, or moves: an
    e-reader can't stop a moving picture (WCAG 2.2, 2.2.2).

    The last 256 are kept: several editions of one build hold the same pictures.
    """
    if resource.media_type == "image/svg+xml":
        return svg.clean(resource.file.read_bytes(), f"manuscript/{resource.path}"), resource.media_type
    content = resource.file.read_bytes()
    image = _opened(resource)
    media_type = _MEDIA_TYPES[image.format or ""]
    is_ready = _is_ready(image, content)
    if is_ready:
        kept = stripped.without_metadata(content, media_type)
        if kept is not None:
            return kept, media_type
    return _encoded(image if is_ready else _mended(image), media_type)


def picture(resource: Resource) -> Image.Image:
    """Return a resource as a decoded picture, upright, sRGB, 8 bits a channel; raises InputError as `prepare` does."""
    image = _opened(resource)
    return image if _is_ready(image, resource.file.read_bytes()) else _mended(image)


def _opened(resource: Resource) -> Image.Image:
    """Return a resource as a decoded picture; raises InputError where it is damaged, too large or moving."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(resource.file.read_bytes()), formats=("GIF", "JPEG", "PNG", "WEBP"))
            frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        fix = f"make it smaller; e-readers get at most {_LONGEST} pixels on the longer side"
        raise _refusal(resource, "the picture has too many pixels to open safely", fix) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        # Pillow's decoders raise each of these for damaged files.
        raise _refusal(resource, f"the picture can't be read: {error}", "export it again from its source") from error
    if frames > 1:
        fix = "use a still picture; a reader can't stop a moving one (WCAG 2.2, 2.2.2)"
        raise _refusal(resource, f"the picture moves: it has {frames} frames", fix)
    return image


def _refusal(resource: Resource, message: str, fix: str) -> InputError:
    source = Source(f"manuscript/{resource.path}")
    return InputError([Finding("picture", Severity.ERROR, message, source, fix)])


def _is_ready(image: Image.Image, content: bytes) -> bool:
    """Say whether the picture itself can stay as it is: small, upright, 8 bits or fewer, and sRGB."""
    deep = image.format == "PNG" and content[24] > 8  # PNG, 11.2.1: the bit depth in IHDR
    return (
        max(image.size) <= _LONGEST
        and image.getexif().get(_ORIENTATION, 1) == 1
        and image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
        and not deep
        and _is_srgb(image)
    )


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the picture's colour profile; None where it has none or one that can't be read, which means sRGB."""
    content = image.info.get("icc_profile")
    if not content:
        return None
    try:
        return ImageCms.ImageCmsProfile(BytesIO(content))
    except (OSError, ImageCms.PyCMSError):
        return None


def _is_srgb(image: Image.Image) -> bool:
    profile = _profile(image)
    try:
        return profile is None or "srgb" in (profile.profile.profile_description or "").lower()
    except ValueError:  # its name is no text
        return False


def _mended(image: Image.Image) -> Image.Image:
    """Return the picture upright, sRGB, 8 bits a channel, and no larger than allowed."""
    upright = ImageOps.exif_transpose(image)
    coloured = _srgb(upright, None if _is_srgb(image) else _profile(image))
    coloured.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    return coloured


def _srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    match image.mode:
        case "I;16" | "I;16B" | "I;16L" | "I":
            flat = image.convert("I").point(lambda value: value / 257).convert("L")
        case "CMYK" | "L":
            flat = image
        case "LA" | "1" | "La":
            flat = image.convert("L")
        case _:
            flat = image.convert("RGB")
    if profile is not None and profile.profile.xcolor_space.strip() == {"CMYK": "CMYK", "L": "GRAY"}.get(
        flat.mode, "RGB"
    ):
        converted = ImageCms.profileToProfile(flat, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
        flat = converted if converted is not None else flat
    if flat.mode == "CMYK":
        flat = flat.convert("RGB")
    if alpha is None:
        return flat
    flat = flat.convert("RGB")
    flat.putalpha(alpha)
    return flat


def _encoded(image: Image.Image, media_type: str) -> tuple[bytes, str]:
    output = BytesIO()
    image.info = {name: value for name, value in image.info.items() if name == "transparency"}  # no profile, no Exif
    match media_type:
        case "image/jpeg":
            image.save(output, "JPEG", quality=88, optimize=True, progressive=True)
        case "image/webp":
            image.save(output, "WEBP", quality=90, method=4)
        case _:
            image.save(output, "PNG")
            media_type = "image/png"
    return output.getvalue(), media_type
