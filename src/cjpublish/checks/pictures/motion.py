"""Pictures that move by themselves: for how long, and whether they flash."""

from __future__ import annotations

from math import inf

from PIL import Image, ImageSequence

__all__ = ["of_frames"]

_MOST_FRAMES = 240
"""Frames that are looked at."""
_MOST_PIXELS = 300_000_000
"""Pixels of all frames together that are decoded."""
_DARKER, _CHANGE = 0.80, 0.10
"""A flash is a change of a tenth of full luminance where the darker state is under 0.80 (WCAG 2.2, general flash)."""
_AREA = 341 * 256 / 4
"""Pixels that must flash together to count: a quarter of 10 degrees of view (WCAG 2.2, 2.3.1)."""
_GRID = 48
"""Cells across and down in which changes are looked for."""
_CHANGES = 7
"""More than three flashes, each a change and one back, within a second."""


def of_frames(image: Image.Image) -> tuple[float, bool]:
    """Return for how many seconds an animation moves (infinitely where it repeats without end), and whether it flashes.

    Its pixels are taken as CSS pixels, as a browser shows them at most on a page; saturated red is not looked at alone.
    """
    import numpy as np

    table = np.array([_linear(value) for value in range(256)])
    width, height = image.size
    begin = 0.0
    before = direction = None
    changes: list[tuple[float, float]] = []
    for count, frame in enumerate(ImageSequence.Iterator(image)):
        if count == _MOST_FRAMES or count * width * height > _MOST_PIXELS:
            break
        small = frame.convert("RGB").resize((_GRID, _GRID), Image.Resampling.BOX)
        light = table[np.asarray(small)] @ np.array([0.2126, 0.7152, 0.0722])
        if before is not None:
            step = light - before
            changed = (abs(step) >= _CHANGE) & (np.minimum(light, before) < _DARKER)
            back = changed if direction is None else changed & (np.sign(step) != direction)
            direction = np.where(changed, np.sign(step), 0 if direction is None else direction)
            changes.append((begin, float(back.mean()) * min(width * height, 1024 * 768)))
        before = light
        begin += max(float(frame.info.get("duration") or 100), 20.0) / 1000  # browsers show none shorter
    rounds = image.info.get("loop")
    seconds = begin if rounds is None else inf if rounds == 0 else begin * (int(rounds) + (image.format == "GIF"))
    large = [moment for moment, area in changes if area >= _AREA]
    return seconds, any(last - first <= 1 for first, last in zip(large, large[_CHANGES - 1 :], strict=False))


def _linear(value: int) -> float:
    share = value / 255
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
