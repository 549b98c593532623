"""Colours as eyes tell them apart: contrast, difference, and what is left of it for colour-blind readers."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations
from typing import TypeAlias

__all__ = ["RGB", "contrast", "difference", "look_alike", "luminance", "named"]

RGB: TypeAlias = tuple[int, int, int]
"""sRGB, 0 to 255."""
_Matrix: TypeAlias = tuple[tuple[float, float, float], ...]

_BLIND: tuple[_Matrix, ...] = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)
"""How protanopes and deuteranopes see linear sRGB (Machado, Oliveira and Fernandes 2009, severity 1)."""
_XYZ: _Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)
_APART, _ALIKE = 35.0, 14.0
"""From which difference two colours are surely told apart, and up to which they are taken for one."""


def luminance(colour: RGB) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio, 1 to 21 (WCAG 2.2, contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def difference(one: RGB, other: RGB) -> float:
    """Return how different two colours look: ΔE of CIE 1976, where 2 can just be seen."""
    return _distance(_plainly(one), _plainly(other))


def look_alike(colours: tuple[RGB, ...]) -> tuple[RGB, RGB] | None:
    """Return the two colours that are clearly different to most and the same to a colour-blind reader, if any are."""
    worst: tuple[float, tuple[RGB, RGB]] | None = None
    for one, other in combinations(colours, 2):
        if difference(one, other) < _APART:
            continue
        left = min(_distance(_seen(one, matrix), _seen(other, matrix)) for matrix in _BLIND)
        if left <= _ALIKE and (worst is None or left < worst[0]):
            worst = left, (one, other)
    return worst[1] if worst else None


def named(colour: RGB) -> str:
    """Return a colour as it is written in style sheets: `#1f4e79`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


@cache
def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=4096)
def _plainly(colour: RGB) -> tuple[float, float, float]:
    return _lab(tuple(map(_linear, colour)))


def _seen(colour: RGB, matrix: _Matrix) -> tuple[float, float, float]:
    return _lab(_times(matrix, tuple(map(_linear, colour))))


def _times(matrix: _Matrix, vector: tuple[float, ...]) -> tuple[float, ...]:
    products = (sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix)
    return tuple(min(max(product, 0.0), 1.1) for product in products)


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of linear sRGB."""
    x, y, z = (_cube_root(value / white) for value, white in zip(_times(_XYZ, linear), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)
