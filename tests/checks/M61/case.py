from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:1"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("# Spring\n", "---\nrole: chapter\n\n# Spring\n")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("# Spring\n", "---\nrole: chapter\n---\n\n# Spring\n")})
