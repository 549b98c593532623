from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What", "The bed is dug" + ", and then it is dug" * 15 + ".\n\n## What"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What", "The bed is dug" + ". And then it is dug" * 15 + ".\n\n## What"
            )
        }
    )
