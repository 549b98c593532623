from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:10"


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", "decorative: true\n  alt: A leaf of a bean plant.")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", "alt: A leaf of a bean plant.")})
