from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:3"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("Water in the evening", "Water ![](images/leaf.png) in the evening")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("Water in the evening", "![](images/leaf.png)\n\nWater in the evening")}
    )
