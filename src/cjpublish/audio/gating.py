"""Loudness from gating blocks that were counted before (ITU-R BS.1770): arithmetic alone, which needs no sound."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["OFFSET", "RELATIVE_GATE", "decibels", "gated"]

OFFSET = -0.691
"""LUFS of a mean square of 1 after K-weighting (BS.1770-5, annex 1, equation 2)."""
RELATIVE_GATE = -10.0
"""LU below the loudness of what passed the absolute gate (BS.1770-5, annex 1)."""


def decibels(power: float) -> float:
    """Return a power (mean square) in dB; minus infinity for none."""
    return 10 * math.log10(power) if power > 0 else -math.inf


def gated(blocks: Sequence[tuple[int, int, float]]) -> float:
    """Return the integrated loudness (LUFS) of blocks as `meter.blocks` returns them, to a tenth of an LU at the gate.

    Their K-weighted powers have passed the absolute gate.
    """
    mean = sum(power for _, _, power in blocks) / sum(count for _, count, _ in blocks)
    gate = math.floor(10 * (OFFSET + decibels(mean) + RELATIVE_GATE))
    loud = [(count, power) for tenths, count, power in blocks if tenths >= gate]
    return OFFSET + decibels(sum(power for _, power in loud) / sum(count for count, _ in loud))
