from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first", "**Before the sowing**\n\nThe beds are dug in March.\n\n## What is sown first"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "## What is sown first",
                "**Never walk on the beds.**\n\nThey are dug in March, and **frost does "
                "the rest**.\n\n## What is sown first",
            )
        }
    )
