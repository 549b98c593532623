from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:7"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("| Bed | Crop | Kilograms |", "| Bed | Crop | |")})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("| Bed | Crop | Kilograms |", "| | Crop | Kilograms |")}
    )
