from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:9"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("| North | Beans | 12 |", "| North | Beans | 12 | 3 |")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("| North | Beans | 12 |", "| North | Beans | |")})
