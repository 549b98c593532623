from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            IMAGES: replaced(
                "decorative: true", "alt: A bean leaf with three parts lies on a table.\n  description: A leaf."
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            IMAGES: replaced(
                "decorative: true",
                "alt: A bean leaf.\n  description: It has three parts, and each of them is as long as a hand.",
            )
        }
    )
