from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("# Spring\n\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("# Spring\n\n", "Spring\n======\n\n")})
