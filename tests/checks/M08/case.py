from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:5"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("images/beds.svg", "images/bed.svg")})


def quiet(good: Good) -> Path:
    return good.manuscript()
