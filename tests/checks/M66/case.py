from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:15"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("[^1]: The straw comes from the farm at the end of the lane.", "[^1]:")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("[^1]: The straw comes", "[^1]: — The straw comes")})
