"""The cover: the publisher's own, fitted, or one that is drawn from the title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

from cjpublish.editions.views import images
from cjpublish.editions.views.typesetting import Face, face, fitted
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.model import Metadata, Publication, Resource

__all__ = ["portrait", "square"]

_PAPER = "#f8f5ee"
_INK = "#1c2026"
"""On the paper 15 to 1 (WCAG 2.2, 1.4.6 asks for 7)."""
_PALETTES = (
    ("#1f3b4d", "#2f5a70", "#4c8199", "#7fabbd", "#e3c9a0"),
    ("#2c3e2f", "#45614a", "#6b8a6d", "#a0b79d", "#e6d3a3"),
    ("#4a2f3a", "#6e4654", "#986a76", "#c39aa0", "#ecd6bf"),
    ("#2b3358", "#434f80", "#6876a8", "#9ba6cb", "#e9cfae"),
    ("#27474a", "#3d6a6c", "#649294", "#9bbfbd", "#efd9b4"),
    ("#53382a", "#7a5640", "#a37f63", "#cbb095", "#f0dfc0"),
)
"""A ground and, from outside to inside, the rings on it."""
_TITLE_SIZES = tuple(range(220, 55, -4))
_OVERSIZE = 2
"""Shapes are drawn this many times larger and scaled down, so that their edges are smooth."""


@dataclass(frozen=True, slots=True)
class _Layout:
    width: int
    height: int
    horizon: int
    """Where the picture ends and the paper begins, from the top."""
    margin: int


_PORTRAIT = _Layout(1600, 2400, 1000, 150)
_SQUARE = _Layout(2000, 2000, 760, 170)


def portrait(publication: Publication) -> bytes:
    """Return the cover as a JPEG of 1600 × 2400 pixels, the same bytes for the same publication.

    The publisher's own is fitted whole, on the colour of its edges. A drawn one shows title, subtitle and authors; what
    the typeface can't set (it has Latin, Greek and Cyrillic letters) is left out rather than shown as empty boxes.
    Raises InputError for a cover that can't be used.
    """
    return _cover(_own(publication), publication.metadata, _PORTRAIT)


def square(publication: Publication) -> bytes:
    """Return the cover as a JPEG of 2000 × 2000 pixels, otherwise as `portrait`."""
    return _cover(_own(publication), publication.metadata, _SQUARE)


def _own(publication: Publication) -> Resource | None:
    path = publication.metadata.cover
    return next((resource for resource in publication.resources if resource.path == path), None)


@lru_cache(maxsize=4)
def _cover(own: Resource | None, metadata: Metadata, layout: _Layout) -> bytes:
    """Make a cover; the last few are kept, since several editions of one build have the same."""
    image = _fitted(own, layout) if own else _drawn(metadata, layout)
    output = BytesIO()
    image.save(output, "JPEG", quality=90, optimize=True, subsampling=0)
    return output.getvalue()


def _fitted(own: Resource, layout: _Layout) -> Image.Image:
    if own.media_type == "image/svg+xml":
        message, fix = "an SVG can't be the cover", "save it as PNG or JPEG of 1600 × 2400 pixels"
        source = Source(f"manuscript/{own.path}")
        raise InputError([Finding("cover", Severity.ERROR, message, source, fix)])
    picture = images.picture(own).convert("RGBA")
    flat = Image.new("RGB", picture.size, "#ffffff")
    flat.paste(picture, mask=picture.getchannel("A"))
    scale = min(layout.width / flat.width, layout.height / flat.height)
    size = (max(1, round(flat.width * scale)), max(1, round(flat.height * scale)))
    canvas = Image.new("RGB", (layout.width, layout.height), _edge_colour(flat))
    place = ((layout.width - size[0]) // 2, (layout.height - size[1]) // 2)
    canvas.paste(flat.resize(size, Image.Resampling.LANCZOS), place)
    return canvas


def _edge_colour(picture: Image.Image) -> tuple[int, int, int]:
    """Return the median colour of the outermost pixels."""
    width, height = picture.size
    strips = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height))
    pixels = b"".join([picture.crop(strip).tobytes() for strip in strips])
    red, green, blue = (sorted(pixels[channel::3])[len(pixels) // 6] for channel in range(3))
    return red, green, blue


def _drawn(metadata: Metadata, layout: _Layout) -> Image.Image:
    seed = sha256(metadata.title.encode()).digest()
    palette = _PALETTES[seed[0] % len(_PALETTES)]
    set_title = face(_TITLE_SIZES[0], 600).can_set(metadata.title)
    horizon = layout.horizon if set_title else layout.height
    canvas = _shapes(palette, layout, horizon, seed)
    if set_title:
        _set_type(ImageDraw.Draw(canvas), metadata, layout, palette[1])
    return canvas


def _shapes(palette: tuple[str, ...], layout: _Layout, horizon: int, seed: bytes) -> Image.Image:
    """Draw half rings that rise from the horizon, like a sun."""
    ground, *rings = palette
    size = (layout.width * _OVERSIZE, horizon * _OVERSIZE)
    field = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(field)
    centre = size[0] * (0.3, 0.5, 0.7)[seed[1] % 3]
    outermost = min(size[0] * 0.5, size[1] * 0.8)
    for step, colour in enumerate(rings):
        radius = outermost * (1 - step / len(rings))
        draw.ellipse((centre - radius, size[1] - radius, centre + radius, size[1] + radius), fill=colour)
    canvas = Image.new("RGB", (layout.width, layout.height), _PAPER)
    canvas.paste(field.reduce(_OVERSIZE), (0, 0))
    return canvas


def _set_type(draw: ImageDraw.ImageDraw, metadata: Metadata, layout: _Layout, accent: str) -> None:
    """Set title and subtitle under the horizon and the authors at the foot."""
    width = layout.width - 2 * layout.margin
    foot: float = layout.height - layout.margin
    authors = ", ".join(metadata.authors)
    top = layout.horizon + layout.margin * 0.85
    if authors and face(64, 500).can_set(authors):
        chosen, lines = fitted(authors, (64, 58, 52, 46), 500, (width, 190), 1.25)
        foot -= len(lines) * 1.25 * chosen.size
        _set(draw, chosen, lines, (layout.margin, foot + 0.25 * chosen.size), 1.25, _INK)
        foot -= 70
    subtitle = metadata.subtitle or ""
    has_subtitle = bool(subtitle) and face(76, 400).can_set(subtitle)
    share = 0.66 if has_subtitle else 1.0
    chosen, lines = fitted(metadata.title, _TITLE_SIZES, 600, (width, (foot - top) * share), 1.08)
    top = _set(draw, chosen, lines, (layout.margin, top), 1.08, _INK)
    if has_subtitle:
        top += 50
        draw.rectangle((layout.margin, top, layout.margin + 120, top + 8), fill=accent)
        chosen, lines = fitted(subtitle, (76, 70, 64, 58, 52, 46, 40), 400, (width, foot - top - 60), 1.25)
        _set(draw, chosen, lines, (layout.margin, top + 50), 1.25, _INK)


def _set(
    draw: ImageDraw.ImageDraw, chosen: Face, lines: list[str], place: tuple[float, float], leading: float, colour: str
) -> float:
    """Set lines beneath a place and return where they end."""
    left, top = place
    for line in lines:
        chosen.draw(draw, (left, top + 0.8 * chosen.size), line, colour)
        top += leading * chosen.size
    return top
