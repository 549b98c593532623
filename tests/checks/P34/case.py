from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

SETTINGS = "manuscript/publication.yaml"
PLACE = "manuscript/images/beds.svg"


def fires(good: Good) -> Path:
    return good.manuscript({SETTINGS: replaced("title:", "cover: images/beds.svg\ntitle:")})


def quiet(good: Good) -> Path:
    return good.manuscript({SETTINGS: replaced("title:", "cover: images/leaf.png\ntitle:")})
