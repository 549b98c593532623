from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"
BESIDE = "In the last week of August the beans are dry, and the jars are full."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", f"alt: {BESIDE}")})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {IMAGES: replaced("decorative: true", "alt: The beans on a table are dry, and jars are full.")}
    )
