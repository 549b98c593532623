from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:15"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("week.[^1]", "week.")})


def quiet(good: Good) -> Path:
    return good.manuscript()
