from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", "alt: Bean leaf.")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", "alt: A bean leaf.")})
