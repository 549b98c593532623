from __future__ import annotations

from pathlib import Path

from planted import Good, replaced

SUMMER = "manuscript/02-summer.md"
PLACE = "manuscript/02-summer.md"


def fires(good: Good) -> Path:
    return good.manuscript({SUMMER: replaced("images/leaf.png", "https://garden.example/leaf.png")})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {SUMMER: replaced("(images/leaf.png)", "(images/leaf.png)\n\nIt is at <https://garden.example>.")}
    )
