from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

BEDS = "manuscript/images/beds.svg"
PLACE = "manuscript/images/beds.svg"


def fires(good: Good) -> Path:
    return good.manuscript({BEDS: replaced("#111111", "#a0a0a0")})


def quiet(good: Good) -> Path:
    return good.manuscript({BEDS: replaced('"#111111">12', '"#ffffff" stroke="#111111">12')})
