from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:2"
ALT = "Bar chart of two beds. The north bed gave twelve kilograms, the south bed nine."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(ALT, "TODO describe the two bars")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced(ALT, "To do the harvest, two people carry a basket each.")})
