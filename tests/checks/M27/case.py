from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md)",
                "[the chapter](01-spring.md) and [the chapter](02-summer.md)",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md)",
                "[the chapter](01-spring.md), that is [the chapter](01-spring.md)",
            )
        }
    )
