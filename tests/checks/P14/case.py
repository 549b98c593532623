from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:1"


def fires(good: Good) -> Path:
    return good.manuscript(
        {IMAGES: replaced("beds.svg:", "beds.svg:\n  missing: true"), "manuscript/images/beds.svg": None}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("beds.svg:", "beds.svg:\n  missing: false")})
