"""A chapter's waveform and loudness, drawn as SVG that stretches to its place; all text stands outside, in HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["CEILING", "FLOOR", "Row", "curve", "rows", "waveform"]

CEILING, FLOOR = 0, -48
"""LUFS at the top and at the foot of a loudness curve."""
_HEIGHT = 100
_ROWS = 12
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Row:
    """What a stretch of a chapter comes to: a line of the table that says what the charts show."""

    begin: float
    """Seconds from the chapter's start."""
    end: float
    """Seconds from the chapter's start."""
    loudest: float | None
    """The highest short-term loudness in LUFS; None where all is silent."""
    peak: float
    """The highest sample, 0 to 1."""


def waveform(parts: Sequence[tuple[float, float]], most: int) -> str:
    """Draw lowest and highest samples as one shape of at most `most` steps."""
    steps = [(min(low for low, _ in group), max(high for _, high in group)) for group in _grouped(parts, most)]
    upper = [f"{x} {_level(high)}" for x, (_, high) in enumerate(steps)]
    lower = [f"{x} {_level(low)}" for x, (low, _) in enumerate(steps)]
    outline = f"M{'L'.join([*upper, *reversed(lower)])}Z" if steps else ""
    middle = _HEIGHT // 2
    return _svg(len(steps), f'<path class="grid" d="M0 {middle}H{len(steps)}"/><path class="wave" d="{outline}"/>')


def curve(parts: Sequence[float | None], most: int, whole: float | None) -> str:
    """Draw short-term loudness as a line that breaks off in silence, with the whole chapter's as a dashed line."""
    steps = [_loudest(group) for group in _grouped(parts, most)]
    line = "".join(_strokes(steps))
    grid = "".join(f"M0 {_place(level)}H{len(steps)}" for level in range(CEILING, FLOOR - 1, -12))
    mean = f'<path class="mean" d="M0 {_place(whole)}H{len(steps)}"/>' if whole is not None else ""
    return _svg(len(steps), f'<path class="grid" d="{grid}"/>{mean}<path class="curve" d="{line}"/>')


def rows(seconds: float, samples: Sequence[tuple[float, float]], loudness: Sequence[float | None]) -> tuple[Row, ...]:
    """Return what the charts show, as at most twelve equal stretches."""
    levels = list(_grouped(loudness, _ROWS))
    heights = list(_grouped(samples, _ROWS))
    count = min(len(levels), len(heights))
    return tuple(
        Row(
            seconds * index / count,
            seconds * (index + 1) / count,
            _loudest(levels[index]),
            max(max(abs(low), abs(high)) for low, high in heights[index]),
        )
        for index in range(count)
    )


def _grouped(parts: Sequence[_Part], most: int) -> Iterator[Sequence[_Part]]:
    count = min(len(parts), most)
    for index in range(count):
        yield parts[index * len(parts) // count : (index + 1) * len(parts) // count]


def _loudest(levels: Sequence[float | None]) -> float | None:
    return max((level for level in levels if level is not None), default=None)


def _strokes(steps: Sequence[float | None]) -> Iterator[str]:
    is_drawing = False
    for x, level in enumerate(steps):
        if level is not None:
            yield f"{'L' if is_drawing else 'M'}{x} {_place(level)}{'' if is_drawing else 'h.5'}"
        is_drawing = level is not None


def _level(sample: float) -> int:
    return round(_HEIGHT / 2 * (1 - max(-1.0, min(1.0, sample))))


def _place(loudness: float) -> int:
    share = (CEILING - max(float(FLOOR), min(float(CEILING), loudness))) / (CEILING - FLOOR)
    return round(_HEIGHT * share)


def _svg(width: int, content: str) -> str:
    return (
        f'<svg viewBox="0 0 {max(1, width - 1)} {_HEIGHT}" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{content}</svg>'
    )
