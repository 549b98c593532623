from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"
ALT = "Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."
OTHER = "Bar chart of two beds. The north bed gave eleven kilograms, the south bed ten."
DESCRIPTION = f"\n  description: {OTHER} Their names stand beneath each of them."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", f"alt: {ALT}{DESCRIPTION}")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", f"alt: {OTHER}{DESCRIPTION}")})
