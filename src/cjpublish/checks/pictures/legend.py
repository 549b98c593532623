"""Legends of drawn charts: small patches of colour, each with its name behind it."""

from __future__ import annotations

from cjpublish.checks.pictures.colour import RGB
from cjpublish.checks.pictures.painted import Label, Shape, solid

__all__ = ["key_colours"]

_SMALL = 0.09
"""The share of the picture's width or height that a key takes up, at most."""
_NEAR = 3.0
"""How far behind a key its name begins, at most, in sizes of its letters."""


def key_colours(found: list[Shape | Label], width: float, height: float) -> tuple[RGB, ...]:
    """Return the colours of a legend whose keys differ in nothing else, in order; none where there is no such legend.

    A key's colour must come back in the chart: a patch that nothing else shares is no key.
    """
    labels = [each for each in found if isinstance(each, Label)]
    shapes = [each for each in found if isinstance(each, Shape)]
    keys = [shape for shape in shapes if _is_small(shape, width, height) and _is_named(shape, labels)]
    colours = tuple(dict.fromkeys(colour for key in keys if (colour := _colour(key))))
    manners = {(key.tag, key.dashes, key.fill is None) for key in keys}
    others = {_colour(shape) for shape in shapes if not any(shape is key for key in keys)}
    return colours if len(colours) > 1 and len(manners) == 1 and others.issuperset(colours) else ()


def _colour(shape: Shape) -> RGB | None:
    return solid(shape.stroke if shape.fill is None else shape.fill)


def _is_small(shape: Shape, width: float, height: float) -> bool:
    left, top, right, bottom = shape.box
    return 0 < right - left <= _SMALL * width and bottom - top <= _SMALL * height


def _is_named(shape: Shape, labels: list[Label]) -> bool:
    _, top, right, bottom = shape.box
    middle = (top + bottom) / 2
    for label in labels:
        (first, y), (_, _), (last, _) = label.places
        begin = first - (last - first) * 0.15 / 0.7
        aside = begin - right
        if abs(y - middle) <= 0.7 * label.size and -0.5 * label.size <= aside <= _NEAR * label.size:
            return True
    return False
