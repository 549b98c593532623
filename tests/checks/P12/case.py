from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:2"


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("nine.\n", "nine\n")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("nine.\n", "nine…\n")})
