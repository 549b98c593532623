"""Stands where another program looks for Kokoro: a voice that costs nothing and is heard all the same.

It lasts as long as cjpublish's engine `silence`, a second for 15 characters, and hums: some cut silence off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

__all__ = ["KPipeline"]

_RATE = 24_000
_CHARACTERS_A_SECOND = 15
_SHORTEST = 0.2
_LONGEST = 60
"""Seconds of hum that are kept; a longer text repeats them."""
_HUM = (np.sin(np.arange(_LONGEST * _RATE) * 2 * math.pi * 220 / _RATE) * 0.2).astype(np.float32)


class _Sound:
    """Sound that answers as a tensor does."""

    def __init__(self, samples: Any) -> None:
        self._samples = samples

    def detach(self) -> _Sound:
        return self

    def cpu(self) -> _Sound:
        return self

    def numpy(self) -> Any:
        return self._samples

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return np.asarray(self._samples, dtype)


class _Result:
    """What is spoken of a text: read by position or by name."""

    def __init__(self, text: str, samples: Any) -> None:
        self.audio = _Sound(samples)
        seconds = len(samples) / _RATE
        self.tokens = [SimpleNamespace(text=text, whitespace="", start_ts=0.0, end_ts=seconds)]
        self._text = text

    def __iter__(self) -> Iterator[object]:
        return iter((self._text, "", self.audio))


class KPipeline:
    """Hums as long as a text."""

    g2p = SimpleNamespace(fallback=True)
    model = None

    def __init__(self, **_settings: object) -> None:
        """Take any settings."""

    def __call__(self, text: str, **_settings: object) -> Iterator[_Result]:
        """Yield one result."""
        count = int(max(_SHORTEST, len(text) / _CHARACTERS_A_SECOND) * _RATE)
        yield _Result(text, np.resize(_HUM, count))
