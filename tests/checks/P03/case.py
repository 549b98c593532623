from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:2"
ALT = "Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(ALT, "IMG_4711.jpg")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(ALT, "Bar chart of the file sizes of beans.jpg and peas.jpg.")})
