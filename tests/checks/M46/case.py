from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:5"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/02-summer.md": replaced("Table: What the beds gave in one summer.\n\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript()
