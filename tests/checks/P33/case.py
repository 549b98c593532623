from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

BEDS = "manuscript/images/beds.svg"
PLACE = "manuscript/images/beds.svg"


def fires(good: Good) -> Path:
    return good.manuscript({BEDS: replaced("North<", "Nettles, 47 kg<")})


def quiet(good: Good) -> Path:
    return good.manuscript({BEDS: replaced("North<", "The north bed<")})
