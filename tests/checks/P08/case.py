from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

IMAGES = "manuscript/images/images.yaml"
PLACE = "manuscript/images/images.yaml:9"
LONG = "A bean leaf with three parts lies on a wooden table, " * 3 + "and a hand holds it at its stem."


def fires(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", f"alt: {LONG}")})


def quiet(good: Good) -> Path:
    return good.manuscript({IMAGES: replaced("decorative: true", f"alt: {LONG}\n  description: |\n    {LONG} {LONG}")})
