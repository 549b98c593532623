from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

SUMMER = "manuscript/02-summer.md"
PLACE = "manuscript/images/images.yaml:8"


def fires(good: Good) -> Path:
    return good.manuscript({SUMMER: replaced("![](images/leaf.png)\n\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript({SUMMER: replaced("![](images/leaf.png)", "![](images/leaf.png)\n\n![](images/leaf.png)")})
