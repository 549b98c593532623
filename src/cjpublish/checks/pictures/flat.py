"""Drawings among pictures of pixels: their few colours, and which of them hardly stand out from all around."""

from __future__ import annotations

from typing import Any

from PIL import Image

from cjpublish.checks.pictures.colour import RGB, contrast, difference, look_alike, luminance
from cjpublish.checks.pictures.facts import Faint

__all__ = ["looked_at"]

_LINES = 120
"""Rows and columns that are looked at, at full length, so that thin outlines are seen."""
_FEW = 12
"""Colours that make up a drawing."""
_MOSTLY = 0.88
"""The share of a drawing that they make up."""
_AREA = 0.006
"""The share of the picture from which a colour counts as an area of its own."""
_SAME = 8.0
"""Up to which difference (ΔE 1976) colours count as one, for the noise of JPEG."""
_SAME_CHANNEL = 40
"""By how much no channel of such colours differs: a look that is quicker than the difference."""
_GREY = 25.0
"""Difference from grey of the same lightness, from which a colour has a hue."""
_NEEDED = 3.0
"""WCAG 2.2, 1.4.11."""
_REACH = 6
"""Pixels beyond an area's edge in which an outline is looked for."""
_NEAR = 8
"""By how much a channel may differ from an area's colour."""
_RUN = 6
"""Pixels that an area is wide on average, at least."""
_EDGES, _MOST = 40, 0.75
"""How often an area's edge must be met, and how much of it must be faint: a bar stands on a dark line."""
_WHITE: RGB = (255, 255, 255)


def looked_at(image: Image.Image) -> dict[str, Any]:
    """Return `drawn`, `faint_shapes` and `alike` of a decoded picture, as `PictureFacts` names them."""
    width, height = image.size
    rows = _on_white(image.resize((width, min(_LINES, height)), Image.Resampling.NEAREST))
    columns = _on_white(image.resize((min(_LINES, width), height), Image.Resampling.NEAREST))
    colours = _main_colours((rows, columns))
    if not colours or sum(share for _, share in colours[:_FEW]) < _MOSTLY:
        return {}
    areas = [colour for colour, share in colours if share >= _AREA][:_FEW]
    ground = areas[0] if areas else _WHITE
    margins = [_rgb(rows.getpixel(corner)) for corner in ((0, 0), (rows.width - 1, rows.height - 1))]
    parts = [colour for colour in areas[1:] if not any(_is_same(colour, margin) for margin in margins)]
    pale = [colour for colour in parts if contrast(colour, ground) < _NEEDED]
    faint = _faint(pale, ground, rows, columns) if pale else ()
    hues = tuple(colour for colour in areas if _has_hue(colour))
    return {"drawn": True, "faint_shapes": faint, "alike": look_alike(hues)}


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    page = Image.new("RGB", image.size, _WHITE)
    clear = image.convert("RGBA")
    page.paste(clear, mask=clear.getchannel("A"))
    return page


def _main_colours(samples: tuple[Image.Image, Image.Image]) -> list[tuple[RGB, float]]:
    """Return the main colours and their shares, the largest first; none where there are too many to be a drawing."""
    counts: dict[RGB, int] = {}
    for sample in samples:
        found = sample.getcolors(4096)
        if found is None:
            # JPEG: noise around each colour. Steps of 8 are kept apart, and joined below.
            found = sample.point(lambda value: (value & 0xF8) | 4).getcolors(32768) or []
        for count, colour in sorted(found, reverse=True)[:64]:
            known = _rgb(colour)
            counts[known] = counts.get(known, 0) + count
    pixels = sum(sample.width * sample.height for sample in samples)
    joined: dict[RGB, int] = {}
    for colour, count in sorted(counts.items(), key=lambda item: -item[1])[:64]:
        kept = next((other for other in joined if _is_same(other, colour)), colour)
        joined[kept] = joined.get(kept, 0) + count
    shares = [(colour, count / pixels) for colour, count in joined.items()]
    return sorted(shares, key=lambda item: -item[1])


def _is_same(one: RGB, other: RGB) -> bool:
    apart = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return apart < _SAME_CHANNEL and difference(one, other) < _SAME


def _rgb(colour: Any) -> RGB:
    red, green, blue = colour
    return red, green, blue


def _has_hue(colour: RGB) -> bool:
    grey = round(sum(colour) / 3)
    return difference(colour, (grey, grey, grey)) >= _GREY


def _faint(pale: list[RGB], ground: RGB, rows: Image.Image, columns: Image.Image) -> tuple[Faint, ...]:
    """Return the areas that no outline and nothing within sets off from all that lies beside them."""
    import numpy as np

    lines = [np.asarray(each, np.int16) for each in (rows, columns.transpose(Image.Transpose.TRANSPOSE))]
    found = []
    for colour in pale:
        places = [_near(line, colour) for line in lines]
        pixels = sum(int(own.sum()) for own in places)
        edges = sum(int((own[:, 1:] != own[:, :-1]).sum()) for own in places)
        if pixels < _RUN * edges / 2:  # the soft edge of something else
            continue
        counts = [
            _crossings(line[:, ::way], own[:, ::way], colour)
            for line, own in zip(lines, places, strict=True)
            for way in (1, -1)
        ]
        crossings, weak = (sum(each) for each in zip(*counts, strict=True))
        if crossings >= _EDGES and weak >= _MOST * crossings:
            found.append(Faint("", colour, ground, contrast(colour, ground), _NEEDED))
    return tuple(sorted(found, key=lambda each: each.ratio))


def _near(line: Any, colour: RGB) -> Any:
    red, green, blue = (abs(line[:, :, band] - colour[band]) <= _NEAR for band in range(3))
    return red & green & blue


def _crossings(line: Any, own: Any, colour: RGB) -> tuple[int, int]:
    """Return how often lines leave an area of a colour, and how often nothing beyond its edge stands out from it."""
    import numpy as np

    if own.shape[1] <= _REACH + 1:
        return 0, 0
    y, x = np.nonzero(own[:, : -_REACH - 1] & ~own[:, 1:-_REACH])
    share = line[y[:, None], x[:, None] + np.arange(1, _REACH + 1)] / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722])
    own_light = luminance(colour)
    ratio = (np.maximum(light, own_light) + 0.05) / (np.minimum(light, own_light) + 0.05)
    return len(y), int((ratio.max(axis=1) < _NEEDED).sum()) if len(y) else 0
