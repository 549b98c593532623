from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:3"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("week.[^1]", "week.[^1][^2]")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("week.[^1]", "week.[^1]^[Or the second.]")})
