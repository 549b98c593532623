from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

BEDS = "manuscript/images/beds.svg"
PLACE = "manuscript/images/beds.svg"


def fires(good: Good) -> Path:
    return good.manuscript({BEDS: replaced("#1d5b2a", "#bfe6c8")})


def quiet(good: Good) -> Path:
    return good.manuscript({BEDS: replaced('fill="#1d5b2a"', 'fill="#bfe6c8" stroke="#1d5b2a" stroke-width="2"')})
