from __future__ import annotations

from pathlib import Path

from lettered import png, signed
from planted import Good, replaced

SLOW = True
PLACE = "manuscript/images/leaf.png"
NAME = "manuscript/images/leaf.png"


def fires(good: Good) -> Path:
    told = replaced("  decorative: true", "  alt: A narrow lane between two old garden walls.")
    return good.manuscript({NAME: png(signed("Greengrocer")), "manuscript/images/images.yaml": told})


def quiet(good: Good) -> Path:
    told = replaced("  decorative: true", "  alt: A narrow lane with the sign of a greengrocer.")
    return good.manuscript({NAME: png(signed("Greengrocer")), "manuscript/images/images.yaml": told})
