from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:15"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "The straw comes", " ".join(["It is old straw."] * 60) + " The straw comes"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "The straw comes", " ".join(["It is old straw."] * 30) + " The straw comes"
            )
        }
    )
