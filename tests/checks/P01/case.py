from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:1"
ALT = "Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(f"  alt: {ALT}\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(f"  alt: {ALT}\n", f"  alt: >-\n    {ALT}\n")})
